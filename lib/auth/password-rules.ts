import { z } from 'zod';

// Messages are keys of the `auth.fields` texts.

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;
export const NAME_MAX = 80;

/** Length only; how easily it is guessed is judged by check-password-strength. */
export const passwordSchema = z.string().min(PASSWORD_MIN, 'passwordShort').max(PASSWORD_MAX, 'passwordLong');

/** A name, or null where it was left empty. Control characters, which no name has and PostgreSQL refuses, become blanks. */
export const nameSchema = z
  .string()
  .transform((typed) =>
    typed
      .toWellFormed()
      .normalize('NFC')
      .replace(/\p{Cc}/gu, ' ')
      .trim(),
  )
  .pipe(z.string().max(NAME_MAX, 'nameLong'))
  .transform((name) => name || null);
