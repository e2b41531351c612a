import { z } from 'zod';
import { LOCALES } from '../i18n/locales';
import { TOPICS } from '../items/topics';

// Messages are keys of the `studio.fields` texts.

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

/** Fit for the database: whole code points, composed, and no control characters but those of plain text. */
export function cleanText(typed: string): string {
  return typed
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '');
}

/** cleanText() of what stands on one line; without the marks that turn the direction of what is shown beside it. */
export function cleanLine(typed: string): string {
  return cleanText(typed)
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\n\t]+/g, ' ');
}

const line = (max: number, fault: string) => z.string().transform(cleanLine).pipe(z.string().max(max, fault));

/** A draft may be incomplete; only what could not be kept is refused. */
export const draftSchema = z.object({
  title: line(TITLE_MAX, 'titleLong'),
  summary: line(SUMMARY_MAX, 'summaryLong'),
  language: z.enum(LOCALES),
  topic: z.enum(TOPICS),
  coverMotif: z.enum(COVER_MOTIFS as unknown as [string, ...string[]]),
  coverSeed: z.coerce.number().int().min(0).max(SEED_MAX),
  text: z.string().transform(cleanText).pipe(z.string().max(TEXT_MAX, 'textLong')),
  price: line(PRICE_MAX, 'priceUnreadable'),
});
