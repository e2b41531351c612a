import { escapeHtml } from '../../core/escape-html.ts';
import type { Picture, Pictures } from './pictures.ts';
import { BACK_SLOT, NOTES_SLOT, PICTURE_SLOT } from './slots.ts';

export interface MarkdownLabels {
  /** The heading over the footnotes. */
  notes: string;
  /** Read out on the arrow from a note back to the text. */
  back: string;
}

// As wide as the text is: see max-w-text.
const SIZES = '(min-width: 760px) 680px, 92vw';

/** A kept rendering as this reader sees it. Of uploads only those in `pictures` appear. */
export function fillSlots(html: string, labels: MarkdownLabels, pictures: Pictures): string {
  return html
    .replace(PICTURE_SLOT, (_slot, figure = '', id: string, alt: string, caption = '') => {
      const picture = pictures.get(id);
      if (!picture) return '';
      return `${figure}${toImage(picture, alt)}${caption}${figure && '</figure>'}`;
    })
    .replaceAll(NOTES_SLOT, () => escapeHtml(labels.notes))
    .replaceAll(BACK_SLOT, () => escapeHtml(labels.back));
}

/** `alt` is escaped already. */
function toImage({ src, srcSet, width, height, soon }: Picture, alt: string): string {
  const addresses = `src="${escapeHtml(src)}" srcset="${escapeHtml(srcSet)}"`;
  const place = `width="${width}" height="${height}" sizes="${SIZES}"`;
  return `<img ${addresses} ${place} alt="${alt}" loading="${soon ? 'eager' : 'lazy'}" decoding="async">`;
}
