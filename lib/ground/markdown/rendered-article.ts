import 'server-only';
import { fillSlots, type MarkdownLabels } from './fill-slots';
import type { Pictures } from './pictures';
import { renderInWorker } from './render-in-worker';
import type { Rendering, Text } from './render-plain';
import { getRenderings } from './rendering-store';

/** HTML for `Prose`. `restHtml` is null when there is no body. */
export interface RenderedArticle {
  openingHtml: string;
  restHtml: string | null;
}

const NO_PICTURES: Pictures = new Map();

/**
 * An article in its two parts, from what is kept: pass a body only for who may have it. Notes and link
 * targets of the body serve the teaser too. Of uploaded images only those in `pictures` appear.
 */
export async function renderedArticle(
  { teaser, body }: { teaser: string; body: string | null },
  labels: MarkdownLabels,
  pictures: Pictures = NO_PICTURES,
): Promise<RenderedArticle> {
  const [rendering] = await getRenderings([{ teaser, body: body ?? '' }]);
  return fill(rendering as Rendering, labels, pictures);
}

/** Free texts as HTML, in their order; uploads in them do not appear. */
export async function renderedTeasers(teasers: string[], labels: MarkdownLabels): Promise<string[]> {
  const renderings = await getRenderings(teasers.map((teaser) => ({ teaser, body: '' })));
  return renderings.map(({ opening }) => fillSlots(opening, labels, NO_PICTURES));
}

/**
 * A draft by the readers' own renderer; nothing of it is kept. Null: it takes too long. Throws `busy` while
 * this author's last draft is still being rendered.
 */
export async function renderedDraft(
  text: Text,
  author: bigint,
  labels: MarkdownLabels,
  pictures: Pictures,
): Promise<RenderedArticle | null> {
  const rendering = await renderInWorker(text, `draft:${author}`);
  return rendering && fill(rendering, labels, pictures);
}

function fill({ opening, rest }: Rendering, labels: MarkdownLabels, pictures: Pictures): RenderedArticle {
  return {
    openingHtml: fillSlots(opening, labels, pictures),
    restHtml: rest === null ? null : fillSlots(rest, labels, pictures),
  };
}
