import 'server-only';
import type { DomainError } from '@/lib/core/errors';
import { statusOf } from '@/lib/core/http/status-of';
import { describeError } from '@/lib/entry/calls';
import { PRIVATE_HEADERS } from './private-headers';

/**
 * `status` says nothing more: for machines, pictures, streams. `words` is a sentence in the person's
 * language: for what they open themselves, such as downloads. `code` is `{ ok: false, code, details }`: for
 * programs. `message` is `{ ok: false, code, message }` with that sentence: for scripts of our own pages.
 */
export type Refusal = 'status' | 'words' | 'code' | 'message';

/** The answer to a failure. `reference` stands in the sentence for a fault of ours. */
export async function refuse(failure: DomainError, refusal: Refusal, reference: string): Promise<Response> {
  const { code, details } = failure;
  const { status, headers } = statusOf(code);
  const init = { status, headers: { ...PRIVATE_HEADERS, ...headers } };
  if (refusal === 'status') return new Response(null, init);
  if (refusal === 'code') return Response.json({ ok: false, code, details }, init);
  const message = await describeError(code, { reference, ...details });
  return refusal === 'message'
    ? Response.json({ ok: false, code, message }, init)
    : new Response(message, {
        status,
        headers: { ...init.headers, 'content-type': 'text/plain; charset=utf-8' },
      });
}
