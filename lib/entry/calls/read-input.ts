import type { z } from 'zod';
import { DomainError } from '@/lib/core/errors';

/** What was sent, as its schema has it. Throws `invalid_input` with a message for each field. */
export function readInput<Schema extends z.ZodType>(schema: Schema, sent: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(sent);
  if (parsed.success) return parsed.data;
  const fieldErrors = Object.fromEntries(
    parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]),
  );
  throw new DomainError('invalid_input', { fieldErrors });
}
