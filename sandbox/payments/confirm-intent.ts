import type Stripe from 'stripe';
import { DECLINES, type Decline, declineFields } from '../cards/declines.ts';
import { declineOf, TEST_CARDS } from '../cards/test-cards.ts';
import { answerOfBank } from '../disputes/open-dispute.ts';
import type { ErrorBody } from '../http/errors.ts';
import { scheduleJob } from '../jobs.ts';
import type { Tables } from '../records.ts';
import { readSettings } from '../settings.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import type { World } from '../world.ts';
import { saveToCustomer } from './attach-method.ts';
import { buildCharge } from './build-charge.ts';
import { postFeeWhenDue } from './post-fee.ts';

export type Confirmation =
  | { kind: 'processing' | 'requires_action' | 'succeeded' }
  | { kind: 'declined'; error: ErrorBody };

interface ConfirmOptions {
  intent: string;
  method: string;
  /** Nobody is there to authenticate: a card that asks for it is declined. */
  offSession: boolean;
  /** The payer has just passed authentication. */
  authenticated?: boolean;
  returnUrl?: string | null;
}

/** One attempt to pay an intent. Must run inside a transaction; a decline is a result, not an exception. */
export function confirmIntent(world: World, options: ConfirmOptions): Confirmation {
  const method = world.store.get('payment_method', options.method);
  if (!method) throw new Error(`There is no payment method ${options.method}.`);
  world.store.edit('payment_intent', options.intent, ({ object, hidden }) => {
    object.payment_method = options.method;
    object.next_action = null;
    hidden.authenticated = options.authenticated ?? false;
    if (options.returnUrl !== undefined) hidden.returnUrl = options.returnUrl;
  });
  if (method.object.type === 'us_bank_account') return startDebit(world, options.intent, method);
  if (!options.authenticated && asksForAuthentication(method)) {
    if (options.offSession) return decline(world, options.intent, method, DECLINES.authentication_required);
    return requireAction(world, options.intent);
  }
  const refusal = declineOf(method.hidden.testCard);
  return refusal ? decline(world, options.intent, method, refusal) : succeed(world, options.intent, method);
}

type MethodRow = Tables['payment_method'];

function asksForAuthentication({ hidden }: MethodRow): boolean {
  const rule = TEST_CARDS[hidden.testCard ?? '']?.authentication;
  return rule === 'unless_set_up' ? !hidden.setUpForOffSession : rule !== undefined;
}

function requireAction(world: World, intentId: string): Confirmation {
  const { object } = world.store.edit('payment_intent', intentId, ({ object: intent, hidden }) => {
    intent.status = 'requires_action';
    intent.next_action = {
      type: 'redirect_to_url',
      redirect_to_url: {
        return_url: hidden.returnUrl,
        url: `${world.publicUrl()}/c/authenticate/${intentId}`,
      },
    };
  });
  emitEvent(world, 'payment_intent.requires_action', object);
  return { kind: 'requires_action' };
}

function succeed(world: World, intentId: string, method: MethodRow): Confirmation {
  const charge = storeCharge(world, intentId, method, 'succeeded', null);
  finishIntent(world, intentId, charge);
  return { kind: 'succeeded' };
}

/** A charge was paid: marks the intent, saves the card if asked, books the fee, sends events. */
export function finishIntent(world: World, intentId: string, charge: Stripe.Charge): void {
  const { object: intent } = world.store.edit('payment_intent', intentId, ({ object }) => {
    object.status = 'succeeded';
    object.amount_received = object.amount;
    object.last_payment_error = null;
    object.next_action = null;
  });
  keepMethod(world, intent);
  emitEvent(world, 'charge.succeeded', charge);
  emitEvent(world, 'payment_intent.succeeded', intent);
  postFeeWhenDue(world, charge.id);
  answerOfBank(world, charge.id);
}

/** After a payment: saved to the customer if the intent says so; without one it can't be reused. */
function keepMethod(world: World, intent: Stripe.PaymentIntent): void {
  const id = String(intent.payment_method);
  const method = world.store.get('payment_method', id);
  if (!method) return;
  const customer = typeof intent.customer === 'string' ? intent.customer : null;
  if (customer && intent.setup_future_usage && method.object.customer === null) {
    saveToCustomer(world, id, customer, 'limited');
  }
  world.store.edit('payment_method', id, ({ object, hidden }) => {
    if (intent.setup_future_usage === 'off_session') hidden.setUpForOffSession = true;
    if (object.customer === null) hidden.usedUp = true;
  });
}

function startDebit(world: World, intentId: string, method: MethodRow): Confirmation {
  const charge = storeCharge(world, intentId, method, 'pending', null);
  const { object } = world.store.edit('payment_intent', intentId, (row) => {
    row.object.status = 'processing';
  });
  emitEvent(world, 'charge.pending', charge);
  emitEvent(world, 'payment_intent.processing', object);
  scheduleJob(world, 'settle_debit', charge.id, world.nowMs() + readSettings(world.store).asyncDelayMs);
  return { kind: 'processing' };
}

function decline(world: World, intentId: string, method: MethodRow, refusal: Decline): Confirmation {
  const charge = storeCharge(world, intentId, method, 'failed', refusal);
  return { kind: 'declined', error: failIntent(world, intentId, charge, method, refusal) };
}

/** A charge was refused: the intent waits for another payment method. Returns the error for the caller. */
export function failIntent(
  world: World,
  intentId: string,
  charge: Stripe.Charge,
  method: MethodRow,
  refusal: Decline,
): ErrorBody {
  const fields = { type: 'card_error' as const, ...declineFields(refusal), charge: charge.id };
  const { object } = world.store.edit('payment_intent', intentId, ({ object: intent }) => {
    intent.status = 'requires_payment_method';
    intent.payment_method = null;
    intent.next_action = null;
    intent.last_payment_error = { ...fields, payment_method: method.object };
  });
  world.store.edit('payment_method', method.object.id, (row) => {
    if (row.object.customer === null) row.hidden.usedUp = true;
  });
  emitEvent(world, 'charge.failed', charge);
  emitEvent(world, 'payment_intent.payment_failed', object);
  return { ...fields, payment_intent: object, payment_method: method.object };
}

function storeCharge(
  world: World,
  intentId: string,
  method: MethodRow,
  status: 'failed' | 'pending' | 'succeeded',
  refusal: Decline | null,
): Stripe.Charge {
  const intent = world.store.get('payment_intent', intentId);
  if (!intent) throw new Error(`There is no intent ${intentId}.`);
  const charge = buildCharge(world, {
    intent: intent.object,
    method: method.object,
    facts: method.hidden,
    status,
    decline: refusal,
    authenticated: intent.hidden.authenticated,
  });
  world.store.put('charge', charge.id, { object: charge, hidden: null });
  world.store.edit('payment_intent', intentId, ({ object }) => {
    object.latest_charge = charge.id;
  });
  return charge;
}
