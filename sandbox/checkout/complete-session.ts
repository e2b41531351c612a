import type Stripe from 'stripe';
import { invalidRequest } from '../http/errors.ts';
import { cancelIntent } from '../payments/build-intent.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import type { World } from '../world.ts';
import { detailsOf } from './build-session.ts';

/** The payer is done: paid, or with a debit that is still on its way (`unpaid`). */
export function completeSession(world: World, id: string, paid: boolean): Stripe.Checkout.Session {
  const { object } = world.store.edit('checkout.session', id, ({ object: session, hidden }) => {
    const { email, name } = hidden.payer;
    session.status = 'complete';
    session.payment_status = paid ? 'paid' : 'unpaid';
    session.url = null;
    session.customer_details = detailsOf(email ?? session.customer_details?.email ?? null, name);
    session.collected_information = { business_name: null, individual_name: null, shipping_details: null };
  });
  emitEvent(world, 'checkout.session.completed', object);
  return object;
}

/** The debit of a completed session has ended. */
export function endAsyncPayment(world: World, id: string, paid: boolean): void {
  const { object } = world.store.edit('checkout.session', id, (row) => {
    if (paid) row.object.payment_status = 'paid';
  });
  emitEvent(
    world,
    paid ? 'checkout.session.async_payment_succeeded' : 'checkout.session.async_payment_failed',
    object,
  );
}

/** Closes an open session for good, and the intent of an attempt that was not finished. */
export function expireSession(world: World, id: string): Stripe.Checkout.Session {
  const session = world.store.get('checkout.session', id)?.object;
  if (session?.status !== 'open') {
    const message =
      'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout ' +
      `Session has a status of \`${session?.status ?? 'unknown'}\`.`;
    throw invalidRequest(message);
  }
  const { object } = world.store.edit('checkout.session', id, (row) => {
    row.object.status = 'expired';
    row.object.url = null;
  });
  if (typeof session.payment_intent === 'string') cancelIntent(world, session.payment_intent, 'automatic');
  emitEvent(world, 'checkout.session.expired', object);
  return object;
}

/** As `expireSession`, when its time has come; nothing happens to a session that is no longer open. */
export function expireSessionIfOpen(world: World, id: string): void {
  if (world.store.get('checkout.session', id)?.object.status === 'open') expireSession(world, id);
}
