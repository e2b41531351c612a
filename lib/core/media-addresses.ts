/** Pure: the addresses of media, and how they stand in Markdown. */

const PATH = '/api/media/';
const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const MEDIA_SRC = new RegExp(`^${PATH}(${ID})$`);
const MENTION = new RegExp(`${PATH}(${ID})`, 'g');

/** The address of a file; images take a width in pixels. */
export function mediaPath(mediaId: string, params?: { width?: number; link?: URLSearchParams }): string {
  const query = new URLSearchParams(params?.link);
  if (params?.width) query.set('w', String(params.width));
  const text = query.toString();
  return `${PATH}${mediaId}${text ? `?${text}` : ''}`;
}

/** What an `<img>` needs to choose among the widths that are kept. */
export function imageSources(
  image: { id: string; widths: number[] },
  link?: URLSearchParams,
): { src: string; srcSet: string } {
  const address = (width: number) => mediaPath(image.id, { width, link });
  return {
    src: address(image.widths.at(-1) ?? 0),
    srcSet: image.widths.map((width) => `${address(width)} ${width}w`).join(', '),
  };
}

/** The media id of an image as authors write it, `/api/media/<id>`; null for any other address. */
export function mediaIdOf(src: string): string | null {
  return MEDIA_SRC.exec(src)?.[1] ?? null;
}

/** The media ids that a text mentions. */
export function mentionedMedia(markdown: string): string[] {
  return [...new Set([...markdown.matchAll(MENTION)].flatMap((match) => match[1] ?? []))];
}
