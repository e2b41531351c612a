import { z } from 'zod';

/** Shared with the forms in the browser: no server code here. */
export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

/** Length only; how easily it is guessed is checked by check-password-strength. Messages are keys of the `auth.fields` texts. */
export const passwordSchema = z.string().min(PASSWORD_MIN, 'passwordShort').max(PASSWORD_MAX, 'passwordLong');
