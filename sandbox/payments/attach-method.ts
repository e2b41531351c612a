import { declineFields } from '../cards/declines.ts';
import { declineOf, TEST_CARDS } from '../cards/test-cards.ts';
import { cardDeclined, invalidRequest, resourceMissing } from '../http/errors.ts';
import type { Tables } from '../records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import type { World } from '../world.ts';

/** Saves a payment method to a customer; most cards that decline also refuse this, as at Stripe. */
export function attachMethod(world: World, id: string, customer: string): Tables['payment_method'] {
  const { object, hidden } = getMethodOrThrow(world, id, 'id');
  if (object.customer === customer) return { object, hidden };
  if (object.customer !== null) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.', {
      code: 'payment_method_unexpected_state',
    });
  }
  if (hidden.usedUp) throw alreadyUsed();
  const decline = object.type === 'card' ? declineOf(hidden.testCard) : null;
  if (decline && !TEST_CARDS[hidden.testCard ?? '']?.attaches) {
    throw cardDeclined({ type: 'card_error', ...declineFields(decline) });
  }
  return saveToCustomer(world, id, customer);
}

/** The attachment itself, without asking the card. Used after a payment that succeeded. */
export function saveToCustomer(
  world: World,
  id: string,
  customer: string,
  allowRedisplay?: 'always' | 'limited',
): Tables['payment_method'] {
  const row = world.store.edit('payment_method', id, (draft) => {
    draft.object.customer = customer;
    if (allowRedisplay) draft.object.allow_redisplay = allowRedisplay;
    if (draft.object.card?.checks) draft.object.card.checks.cvc_check = 'pass';
  });
  emitEvent(world, 'payment_method.attached', row.object);
  return row;
}

export function detachMethod(world: World, id: string): Tables['payment_method'] {
  const before = getMethodOrThrow(world, id, 'id').object;
  if (before.customer === null) {
    throw invalidRequest(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
    );
  }
  const row = world.store.edit('payment_method', id, (draft) => {
    draft.object.customer = null;
    draft.hidden.usedUp = true;
  });
  forgetDefault(world, String(before.customer), id);
  emitEvent(world, 'payment_method.detached', row.object, { customer: before.customer });
  return row;
}

export function getMethodOrThrow(world: World, id: string, param: string): Tables['payment_method'] {
  const row = world.store.get('payment_method', id);
  if (!row) throw resourceMissing('PaymentMethod', id, param);
  return row;
}

export function alreadyUsed() {
  return invalidRequest(
    'The provided PaymentMethod was previously used with a PaymentIntent without Customer ' +
      'attachment, shared with a connected account without Customer attachment, or was detached from a ' +
      'Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it ' +
      'to a Customer first.',
    { param: 'payment_method' },
  );
}

function forgetDefault(world: World, customer: string, method: string): void {
  const row = world.store.get('customer', customer);
  if (!row || row.object.deleted || row.object.invoice_settings.default_payment_method !== method) return;
  world.store.edit('customer', customer, (draft) => {
    if (!draft.object.deleted) draft.object.invoice_settings.default_payment_method = null;
  });
}
