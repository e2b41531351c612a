import { docUrl, type ErrorBody } from '../http/errors.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import type { World } from '../world.ts';

const CODE = 'payment_intent_authentication_failure';

/** The payer failed 3D Secure: nothing was charged, and the intent waits for another method. */
export function failAuthentication(world: World, intentId: string): ErrorBody {
  const before = world.store.get('payment_intent', intentId)?.object;
  const method = world.store.get('payment_method', String(before?.payment_method))?.object;
  const fields = {
    type: 'invalid_request_error' as const,
    code: CODE,
    doc_url: docUrl(CODE),
    message:
      'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a ' +
      'new PaymentMethod to attempt to fulfill this PaymentIntent again.',
  };
  const { object } = world.store.edit('payment_intent', intentId, ({ object: intent }) => {
    intent.status = 'requires_payment_method';
    intent.payment_method = null;
    intent.next_action = null;
    intent.last_payment_error = { ...fields, ...(method && { payment_method: method }) };
  });
  emitEvent(world, 'payment_intent.payment_failed', object);
  return { ...fields, payment_intent: object, ...(method && { payment_method: method }) };
}
