import { z } from 'zod';

/** Up to 18 digits, so every id fits PostgreSQL's bigint; no leading zero, so each has one spelling. */
const FORM = /^[1-9]\d{0,17}$/;

/** An id as params, forms and calls carry it. */
export const idSchema = z.string().regex(FORM).transform(BigInt);

/** Text that a person must give, such as a reason. A hundred kilobytes are refused with a sentence. */
export const noteSchema = z.string().trim().min(1, 'required').max(5000, 'noteLong');

/** Whether a text is an id, for where it stays a text. */
export function isId(text: string): boolean {
  return FORM.test(text);
}

/** The id in an address, or null. */
export function readId(value: unknown): bigint | null {
  return typeof value === 'string' && isId(value) ? BigInt(value) : null;
}
