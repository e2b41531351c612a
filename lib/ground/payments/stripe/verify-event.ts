import 'server-only';
import { z } from 'zod';
import { env } from '@/lib/core/env';
import { log } from '@/lib/core/log';
import type { ProcessorEvent } from '../port/events';
import { stripe } from './client';
import { isStripeError } from './errors';

const id = z.string().min(1).max(255);

// Only what is used. The object is named by its id and read again: the rest may be old by the time it
// arrives.
const snapshot = z
  .object({
    id,
    type: id,
    account: id.nullish(),
    created: z.number().transform((seconds) => new Date(seconds * 1000)),
    data: z.object({ object: z.object({ id: z.string().max(255).nullable().catch(null) }) }),
  })
  .transform(
    (event): ProcessorEvent => ({
      id: event.id,
      type: event.type,
      objectId: event.data.object.id,
      accountId: event.account ?? null,
      createdAt: event.created,
    }),
  );

/** An event of API v2 names its object and carries nothing of it. */
const thin = z
  .object({ id, type: id, related_object: z.object({ id }).nullish(), created: z.coerce.date() })
  .transform(
    (event): ProcessorEvent => ({
      id: event.id,
      type: event.type,
      objectId: event.related_object?.id ?? null,
      accountId: null,
      createdAt: event.created,
    }),
  );

/** Five minutes old at most. Each event destination at Stripe has a secret of its own. */
export function verifyEvent(rawBody: string, signature: string | null): ProcessorEvent | null {
  // The unverified body decides only which of the SDK's two readers looks at it; both check the signature
  // first.
  const isThin = claimsToBeThin(rawBody);
  let reason = '';
  for (const secret of env.STRIPE_WEBHOOK_SECRET.split(',')) {
    try {
      return isThin
        ? thin.parse(stripe().parseEventNotification(rawBody, signature ?? '', secret))
        : snapshot.parse(stripe().webhooks.constructEvent(rawBody, signature ?? '', secret));
    } catch (error) {
      const unsigned = isStripeError(error, 'StripeSignatureVerificationError');
      reason = unsigned ? (error.message.split('\n')[0] ?? '') : 'not an event';
      if (!unsigned) break;
    }
  }
  log.warn({ reason }, 'a webhook was refused');
  return null;
}

function claimsToBeThin(rawBody: string): boolean {
  try {
    return z.object({ object: z.literal('v2.core.event') }).safeParse(JSON.parse(rawBody)).success;
  } catch {
    return false;
  }
}
