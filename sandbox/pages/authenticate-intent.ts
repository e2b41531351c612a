import { confirmIntent } from '../payments/confirm-intent.ts';
import { failAuthentication } from '../payments/fail-authentication.ts';
import type { Tables } from '../records.ts';
import { finishSetup } from '../resources/setup-intents.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import type { World } from '../world.ts';

interface FoundIntent {
  waiting: boolean;
  session: Tables['checkout.session'] | null;
  /** Minor units; null when a card is only saved. */
  amount: number | null;
  currency: string;
  last4: string;
}

/** The payment or setup intent that an authentication page belongs to. */
export function intentBehind(world: World, id: string): FoundIntent | null {
  const payment = world.store.get('payment_intent', id);
  const intent = payment?.object ?? world.store.get('setup_intent', id)?.object;
  if (!intent) return null;
  const method = world.store.get('payment_method', String(intent.payment_method))?.object;
  return {
    waiting: intent.status === 'requires_action',
    session: world.store.get('checkout.session', payment?.hidden.session ?? '') ?? null,
    amount: payment?.object.amount ?? null,
    currency: payment?.object.currency ?? 'usd',
    last4: method?.card?.last4 ?? '',
  };
}

/** Ends the authentication of an intent the app made. Returns where the payer goes next, if anywhere. */
export function finishOwnIntent(world: World, id: string, passed: boolean): string | null {
  const payment = world.store.get('payment_intent', id);
  if (!payment) return finishSetupIntent(world, id, passed);
  const { object: intent, hidden } = payment;
  if (intent.status === 'requires_action' && typeof intent.payment_method === 'string') {
    if (passed)
      confirmIntent(world, {
        intent: id,
        method: intent.payment_method,
        offSession: false,
        authenticated: true,
      });
    else failAuthentication(world, id);
  }
  const status = world.store.get('payment_intent', id)?.object.status;
  return returnTo(hidden.returnUrl, 'payment_intent', id, intent.client_secret, status === 'succeeded');
}

function finishSetupIntent(world: World, id: string, passed: boolean): string | null {
  const intent = world.store.get('setup_intent', id)?.object;
  if (!intent) return null;
  const target = intent.next_action?.redirect_to_url?.return_url ?? null;
  if (intent.status === 'requires_action' && typeof intent.payment_method === 'string') {
    if (passed) finishSetup(world, id, intent.payment_method);
    else failSetup(world, id);
  }
  const status = world.store.get('setup_intent', id)?.object.status;
  return returnTo(target, 'setup_intent', id, intent.client_secret, status === 'succeeded');
}

function failSetup(world: World, id: string): void {
  const { object } = world.store.edit('setup_intent', id, (row) => {
    row.object.status = 'requires_payment_method';
    row.object.next_action = null;
    row.object.last_setup_error = {
      type: 'invalid_request_error',
      code: 'setup_intent_authentication_failure',
      message: 'The latest attempt to set up the payment method has failed because authentication failed.',
    };
  });
  emitEvent(world, 'setup_intent.setup_failed', object);
}

function returnTo(
  url: string | null,
  kind: string,
  id: string,
  secret: string | null,
  succeeded: boolean,
): string | null {
  if (!url) return null;
  const target = new URL(url);
  target.searchParams.set(kind, id);
  target.searchParams.set(`${kind}_client_secret`, secret ?? '');
  target.searchParams.set('redirect_status', succeeded ? 'succeeded' : 'failed');
  return target.toString();
}
