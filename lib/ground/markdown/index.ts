/** Text as creators write it: rendered in threads, bounded, kept once rendered. */

export type { Picture, Pictures } from './pictures';
export { renderedArticle, renderedDraft, renderedTeasers } from './rendered-article';
export { keepRendering } from './rendering-store';
export { splitTeaser } from './split-teaser';
