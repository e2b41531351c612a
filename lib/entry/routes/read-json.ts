import type { z } from 'zod';
import { readInput } from '@/lib/entry/calls';

/** The body, JSON also by its type, which no form of another site can send. Throws `invalid_input`. */
export async function readJson<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const type = request.headers.get('content-type') ?? '';
  return readInput(
    schema,
    type.startsWith('application/json') ? await request.json().catch(() => null) : null,
  );
}
