import { z } from 'zod';
import { LOCALES } from '@/lib/core/i18n/locales';
import { TOPICS } from '@/lib/rooms/catalog/browser';
import { COVER_MOTIFS, PRICE_MAX, SEED_MAX, SUMMARY_MAX, TEXT_MAX, TITLE_MAX } from './draft-limits';

// Messages are keys of the `studio.fields` texts.

/** Fit for the database: whole code points, composed, and no control characters but those of plain text. */
export function cleanText(typed: string): string {
  return typed
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '');
}

/** cleanText() of a single line, without the marks that change the direction of what stands beside it. */
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
  price: line(PRICE_MAX, 'amount_unreadable'),
});
