import type Stripe from 'stripe';
import { invalidRequest } from '../http/errors.ts';
import { newId } from '../ids.ts';
import { scheduleJob } from '../jobs.ts';
import { readSettings } from '../settings.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { nowSeconds, type World } from '../world.ts';
import { heldBy, moveOnAccount } from './balance.ts';
import { BANK_ACCOUNTS, isBankAccount } from './bank-accounts.ts';

const TWO_DAYS = 2 * 24 * 3600;

/**
 * Sends all that a connected account holds to its bank, as Stripe does by itself; `byHand`: as its holder or
 * somebody at Stripe does, and then Stripe does not say what is in it. Null: it holds nothing.
 */
export function payOutBalance(
  world: World,
  account: string,
  currency: string,
  { byHand = false } = {},
): Stripe.Payout | null {
  const amount = heldBy(world, account, currency);
  const bank = world.store.get('v2.core.account', account)?.hidden.bankAccountId;
  if (amount <= 0 || !bank) return null;
  const id = newId('po');
  const payout: Stripe.Payout = {
    id,
    object: 'payout',
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: nowSeconds(world) + TWO_DAYS,
    automatic: !byHand,
    balance_transaction: null,
    created: nowSeconds(world),
    currency,
    description: 'STRIPE PAYOUT',
    destination: bank,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: byHand ? 'instant' : 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: byHand ? 'not_applicable' : 'completed',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: null,
    status: 'pending',
    trace_id: null,
    type: 'bank_account',
  };
  for (const { object, hidden } of world.store.all('connected_transaction')) {
    if (hidden.account !== account || hidden.payout !== null || object.currency !== currency) continue;
    world.store.edit('connected_transaction', object.id, (row) => {
      row.hidden.payout = id;
    });
  }
  payout.balance_transaction = moveOnAccount(world, {
    account,
    amount: -amount,
    currency,
    type: 'payout',
    source: id,
    payout: id,
  });
  world.store.put('payout', id, { object: payout, hidden: { account } });
  emitEvent(world, 'payout.created', payout, undefined, account);
  scheduleJob(world, 'settle_payout', id, world.nowMs() + readSettings(world.store).asyncDelayMs);
  return payout;
}

/** The bank answers, as its number decides. A repeat does nothing. */
export function settlePayout(world: World, id: string): void {
  const row = world.store.get('payout', id);
  if (row?.object.status !== 'pending') return;
  const bank = world.store.get('v2.core.account', row.hidden.account)?.hidden.bankAccount ?? '';
  const failure = isBankAccount(bank) ? BANK_ACCOUNTS[bank] : null;
  endPayout(world, id, failure ? 'failed' : 'paid');
}

/**
 * Ends a payout on demand. A paid one may still fail, as at Stripe, where a bank may send the money back days
 * later. What fails or is canceled returns to the balance of the connected account.
 */
export function endPayout(world: World, id: string, status: 'paid' | 'failed' | 'canceled'): Stripe.Payout {
  const row = world.store.get('payout', id);
  if (!row) throw invalidRequest(`No such payout: '${id}'`, { code: 'resource_missing', param: 'id' });
  const { object: before, hidden } = row;
  const allowed = before.status === 'pending' || (before.status === 'paid' && status === 'failed');
  if (!allowed)
    throw invalidRequest(`Payout ${id} is ${before.status}: it cannot become ${status}.`, { param: 'id' });
  const bank = world.store.get('v2.core.account', hidden.account)?.hidden.bankAccount ?? '';
  const failure = (isBankAccount(bank) && BANK_ACCOUNTS[bank]) || BANK_ACCOUNTS['000111111116'];
  const returned =
    status === 'paid'
      ? null
      : moveOnAccount(world, {
          account: hidden.account,
          amount: before.amount,
          currency: before.currency,
          type: status === 'failed' ? 'payout_failure' : 'payout_cancel',
          source: id,
          payout: null,
        });
  const { object } = world.store.edit('payout', id, (edited) => {
    edited.object.status = status;
    edited.object.failure_balance_transaction = returned;
    if (status !== 'failed') return;
    edited.object.failure_code = failure.code;
    edited.object.failure_message = failure.message;
  });
  emitEvent(world, 'payout.updated', object, { status: before.status }, hidden.account);
  emitEvent(world, `payout.${status}`, object, undefined, hidden.account);
  if (status === 'paid' && object.automatic)
    emitEvent(world, 'payout.reconciliation_completed', object, undefined, hidden.account);
  return object;
}
