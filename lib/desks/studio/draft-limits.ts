// Shared with the browser: no imports.

export const TITLE_MAX = 160;
export const SUMMARY_MAX = 400;
/** In UTF-16 units: in three bytes each it still fits into one request. */
export const TEXT_MAX = 200_000;
export const PRICE_MAX = 24;
export const SEED_MAX = 9_999;

export const COVER_MOTIFS = [
  ...['arcs', 'bird', 'coins', 'grid', 'leaves'],
  ...['press', 'rings', 'strata', 'type', 'waves'],
] as const;

/** What a creator writes of an item. `text` is the whole Markdown with its cut, `price` as it was typed. */
export interface DraftFields {
  title: string;
  summary: string;
  language: string;
  topic: string;
  coverMotif: string;
  coverSeed: number;
  text: string;
  price: string;
}
