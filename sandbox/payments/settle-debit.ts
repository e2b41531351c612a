import type { Decline } from '../cards/declines.ts';
import { endAsyncPayment } from '../checkout/complete-session.ts';
import type { World } from '../world.ts';
import { failIntent, finishIntent } from './confirm-intent.ts';

/** Last four digits of accounts whose debits fail (Stripe's test accounts); all others succeed. */
const FAILING: Record<string, Decline> = {
  '1113': {
    code: 'account_closed',
    declineCode: 'account_closed',
    message: 'The bank account has been closed.',
  },
  '2227': {
    code: 'insufficient_funds',
    declineCode: 'insufficient_funds',
    message: 'The bank account has insufficient funds.',
  },
};

/** The bank has answered: a debit that was processing is paid, or comes back. A repeat does nothing. */
export function settleDebit(world: World, chargeId: string): void {
  const charge = world.store.get('charge', chargeId)?.object;
  if (charge?.status !== 'pending') return;
  const intentId = String(charge.payment_intent);
  const method = world.store.get('payment_method', charge.payment_method ?? '');
  const intent = world.store.get('payment_intent', intentId);
  if (!method || !intent) throw new Error(`The debit ${chargeId} has lost its intent or payment method.`);
  const refusal = FAILING[method.hidden.bankAccount ?? ''] ?? null;
  const settled = world.store.edit('charge', chargeId, ({ object }) => {
    object.status = refusal ? 'failed' : 'succeeded';
    object.paid = !refusal;
    object.captured = !refusal;
    object.amount_captured = refusal ? 0 : object.amount;
    object.failure_code = refusal?.code ?? null;
    object.failure_message = refusal?.message ?? null;
    object.receipt_url = refusal ? null : `${world.publicUrl()}/receipts/${chargeId}`;
  }).object;
  if (refusal) failIntent(world, intentId, settled, method, refusal);
  else finishIntent(world, intentId, settled);
  if (intent.hidden.session) endAsyncPayment(world, intent.hidden.session, refusal === null);
}
