import { z } from 'zod';

/** A whole number as a form sends it. The ledger refuses what is zero or beyond 64 bits; here only the form is checked. */
export const whole = z
  .string()
  .regex(/^\d{1,19}$/)
  .transform(BigInt);
