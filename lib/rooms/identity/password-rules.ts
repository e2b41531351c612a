import { z } from 'zod';
import { cutText } from '@/lib/core/cut-text';

// Messages are keys of the `auth.fields` texts.

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;
export const NAME_MAX = 80;

/** Length only; how easily it is guessed is judged by check-password-strength. */
export const passwordSchema = z.string().min(PASSWORD_MIN, 'passwordShort').max(PASSWORD_MAX, 'passwordLong');

/** Fit for the database: control characters, which no name has and PostgreSQL refuses, become blanks. */
const cleanName = (typed: string): string =>
  typed
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .trim();

/** A name nobody typed here, as a sign-in provider has it: cleaned, and cut between words. */
export const readForeignName = (given: string | null | undefined): string | null =>
  cutText(cleanName(given ?? ''), NAME_MAX).trim() || null;

/** A name, or null where it was left empty. */
export const nameSchema = z
  .string()
  .transform(cleanName)
  .pipe(z.string().max(NAME_MAX, 'nameLong'))
  .transform((name) => name || null);
