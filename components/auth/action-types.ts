import type { ActionResult } from '@/lib/core/errors';

/** A server action as useActionState calls it. */
export type FormAction<T = unknown> = (previous: unknown, form?: FormData) => Promise<ActionResult<T>>;

/** What an action has to say when it worked. */
export interface Told {
  message: string;
}

/** Texts of field errors by key (`auth.fields`). */
export type FieldTexts = Record<string, string>;

/** The text for a field's error, if the last answer named that field. */
export function fieldError(
  result: ActionResult<unknown> | null,
  field: string,
  texts: FieldTexts,
): string | undefined {
  if (!result || result.ok) return undefined;
  const key = result.fieldErrors?.[field];
  return key ? (texts[key] ?? result.message) : undefined;
}

/** What to say above the form: nothing when a field says it already. */
export function formError(result: ActionResult<unknown> | null): string | undefined {
  if (!result || result.ok) return undefined;
  return Object.keys(result.fieldErrors ?? {}).length > 0 ? undefined : result.message;
}

/** What the last answer had to say, if it worked and said something. */
export function toldBy(result: ActionResult<unknown> | null): string | undefined {
  if (!result?.ok || typeof result.data !== 'object' || result.data === null) return undefined;
  return 'message' in result.data && typeof result.data.message === 'string'
    ? result.data.message
    : undefined;
}
