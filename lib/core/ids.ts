import { z } from 'zod';

/** An id as forms and addresses carry it. */
export const idSchema = z
  .string()
  .regex(/^[1-9]\d{0,17}$/)
  .transform(BigInt);

/** Text that a person must give, as in a reason or a note; a hundred kilobytes are refused with words, not with an error. */
export const noteSchema = z.string().trim().min(1, 'required').max(5000, 'noteLong');

/** The id in an address, or null. */
export function readId(value: unknown): bigint | null {
  const parsed = idSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
