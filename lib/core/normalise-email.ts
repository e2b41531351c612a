import { z } from 'zod';

/** One spelling per address: what people type differs in case, blanks and look-alike Unicode forms. */
export function normaliseEmail(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

/** A typed address in its one spelling. Messages are keys of the `auth.fields` texts. */
export const emailSchema = z
  .string()
  .max(320, 'emailInvalid')
  .transform(normaliseEmail)
  .pipe(z.email('emailInvalid').max(254, 'emailInvalid'));
