import { z } from 'zod';

/** An amount above zero as forms and calls carry it: a price or a sum that a person saw. */
export const microsSchema = z
  .string()
  .regex(/^[1-9]\d{0,17}$/)
  .transform(BigInt);

/** The same where nothing is an amount too, such as a balance. */
export const microsOrZeroSchema = z.union([z.literal('0').transform(() => 0n), microsSchema]);
