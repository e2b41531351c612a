import { expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import type { Outcome } from '@/lib/desks/backoffice/odd-money/choices';
import { endOddMoney } from '@/lib/desks/backoffice/odd-money/end-odd-money';
import { listOddMoney } from '@/lib/desks/backoffice/odd-money/queries';
import { countWaiting } from '@/lib/desks/backoffice/overview/count-waiting';
import { fulfilTopUp } from '@/lib/rooms/wallet/fulfil-top-up';
import { refreshTopUps } from '@/lib/rooms/wallet/refresh-top-ups';
import {
  auditOf,
  balanceOf,
  DOLLAR,
  deliver,
  makeAdmin,
  makeReader,
  refundsAtStripe,
  sandbox,
} from '../refunds/world';
import { pay, readTopUp, sessionIdOf, topUp } from '../wallet/world';

const finance = await makeAdmin();

/** A reader pays, and what Stripe received is not what was asked for. */
async function payOddly(change: { amount?: number; currency?: string }) {
  const reader = await makeReader();
  const { topUpId, url } = await topUp(reader.userId);
  await pay(url);
  const session = sandbox.state.get('checkout.session', sessionIdOf(url))?.object;
  const intentId = String(session?.payment_intent);
  sandbox.state.transaction(() => {
    const { object: intent } = sandbox.state.edit('payment_intent', intentId, ({ object }) => {
      if (change.amount) object.amount_received = change.amount;
      if (change.currency) object.currency = change.currency;
    });
    if (change.amount)
      sandbox.state.edit('charge', String(intent.latest_charge), ({ object }) => {
        object.amount = change.amount ?? object.amount;
        object.amount_captured = object.amount;
      });
  });
  await deliver();
  return { ...reader, topUpId, url, sessionId: sessionIdOf(url) };
}

const itemOf = (topUpId: bigint) =>
  db.oddMoney.findFirstOrThrow({ where: { about: 'top_up', ref: topUpId } });

const end = (id: bigint, outcome: Outcome, act = finance) =>
  endOddMoney({ id, outcome, note: 'Looked up at Stripe.', act, role: 'finance', locale: 'en' });

test('eleven dollars came for ten: put aside, seen, not asked again; the reader tops up', async () => {
  const { topUpId, userId, walletId, sessionId } = await payOddly({ amount: 1_100 });
  expect(await readTopUp(topUpId)).toMatchObject({ status: 'set_aside', paidAt: null });
  expect(await balanceOf(walletId)).toBe(0n);
  expect(await itemOf(topUpId)).toMatchObject({
    reason: 'wrong_amount',
    walletId,
    processorRef: sessionId,
    expectedMicros: 10n * DOLLAR,
    cameMicros: 11n * DOLLAR,
    cameCurrency: 'usd',
    endedAt: null,
  });
  expect(await countWaiting({ userId: finance.actorId, adminRole: 'finance' })).toMatchObject({
    oddMoney: 1,
  });
  expect(await countWaiting({ userId: finance.actorId, adminRole: 'support' })).toMatchObject({
    oddMoney: 0,
  });
  expect((await listOddMoney('open')).map(({ choices }) => choices)).toEqual([
    ['credited', 'refunded', 'noted'],
  ]);
  await Promise.all([fulfilTopUp(sessionId), fulfilTopUp(sessionId)]);
  expect(await db.oddMoney.count({ where: { ref: topUpId } })).toBe(1);
  expect(await refreshTopUps(new Date(Date.now() + 60 * 60_000))).toBe(0);
  const second = await topUp(userId, { amount: '5' });
  await pay(second.url);
  await deliver();
  expect(await readTopUp(second.topUpId)).toMatchObject({ status: 'paid' });
  expect(await balanceOf(walletId)).toBe(5n * DOLLAR);

  const { id } = await itemOf(topUpId);
  const answers = await Promise.allSettled([end(id, 'credited'), end(id, 'credited'), end(id, 'noted')]);
  const done = answers.filter(({ status }) => status === 'fulfilled');
  expect(done).toHaveLength(1);
  if ((await itemOf(topUpId)).outcome === 'credited') {
    expect(await balanceOf(walletId)).toBe(16n * DOLLAR);
    expect(await readTopUp(topUpId)).toMatchObject({
      status: 'paid',
      amountMicros: 11n * DOLLAR,
      transactionRef: expect.any(String),
    });
  }
  await expect(end(id, 'noted')).rejects.toMatchObject({ code: 'already_decided' });
  expect(await auditOf('odd_money', id)).toMatchObject([
    { action: 'end_odd_money', actorId: finance.actorId },
  ]);
  await end(id, 'credited').catch(() => undefined);
  await deliver();
});

test('less came than was asked for: refunded, all of it, once, and the books know of both', async () => {
  const { topUpId, walletId } = await payOddly({ amount: 900 });
  const { id } = await itemOf(topUpId);
  await Promise.allSettled([end(id, 'refunded'), end(id, 'refunded')]);
  const row = await readTopUp(topUpId);
  expect(row).toMatchObject({ status: 'paid', amountMicros: 9n * DOLLAR });
  expect(await balanceOf(walletId)).toBe(0n);
  expect(refundsAtStripe(String(row.chargeRef)).map(({ amount }) => amount)).toEqual([900]);
  expect(await db.refund.findMany({ where: { topUpId } })).toMatchObject([
    { amountMicros: 9n * DOLLAR, status: 'succeeded', actorId: finance.actorId },
  ]);
  await deliver();
  expect(await db.refund.count({ where: { topUpId } })).toBe(1);
});

test('another currency: only back to the card, or noted; nothing is posted', async () => {
  const { topUpId, walletId } = await payOddly({ currency: 'kwd' });
  const { id } = await itemOf(topUpId);
  expect(await itemOf(topUpId)).toMatchObject({
    reason: 'wrong_currency',
    cameMicros: 1n * DOLLAR,
    cameCurrency: 'kwd',
  });
  await expect(end(id, 'credited')).rejects.toMatchObject({ code: 'wrong_state' });
  await Promise.allSettled([end(id, 'refunded'), end(id, 'refunded')]);
  expect((await itemOf(topUpId)).outcome).toBe('refunded');
  const { chargeRef, status } = await readTopUp(topUpId);
  expect(status).toBe('set_aside');
  expect(refundsAtStripe(String(chargeRef))).toHaveLength(1);
  await deliver();
  expect(await balanceOf(walletId)).toBe(0n);
  expect(await db.oddMoney.count({ where: { about: 'refund' } })).toBe(0);
});

test('nobody ends what is their own, and nobody without the right', async () => {
  const { topUpId, userId } = await payOddly({ amount: 1_200 });
  const { id } = await itemOf(topUpId);
  await expect(end(id, 'noted', { ...finance, actorId: userId })).rejects.toMatchObject({
    code: 'own_account',
  });
  const stranger = await makeReader();
  await expect(end(id, 'noted', { ...finance, actorId: stranger.userId })).rejects.toThrow('may not end it');
  expect((await itemOf(topUpId)).endedAt).toBeNull();
  await end(id, 'credited');
  await deliver();
});
