import { expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { endOddMoney } from '@/lib/desks/backoffice/odd-money/end-odd-money';
import { countWaiting } from '@/lib/desks/backoffice/overview/count-waiting';
import { spend } from '@/lib/ground/ledger/spend';
import { applyDispute } from '@/lib/rooms/money-back/disputes/apply-dispute';
import { disputeOf, end as endAtBank, namedBy, postings, rowOf, walletOf } from '../disputes/world';
import {
  balanceOf,
  control,
  DOLLAR,
  deliver,
  makeAdmin,
  makeArticle,
  makePayer,
  sandbox,
  sendEvent,
} from '../refunds/world';

const finance = await makeAdmin();

/** The bank takes the money back, and Stripe's balance shows it in euros. */
async function disputeInEuros() {
  const payer = await makePayer([10]);
  await control(`charges/${payer.chargeRef}/dispute`);
  const stripeId = sandbox.state.all('dispute').at(-1)?.object.id ?? '';
  inEuros(stripeId);
  await deliver();
  return { ...payer, stripeId, ...(await disputeOf(payer.topUpId)) };
}

function inEuros(stripeId: string): void {
  sandbox.state.transaction(() =>
    sandbox.state.edit('dispute', stripeId, ({ object }) => {
      for (const movement of object.balance_transactions) movement.currency = 'eur';
    }),
  );
}

const oddOf = (disputeId: bigint) =>
  db.oddMoney.findMany({ where: { about: 'dispute', ref: disputeId }, orderBy: { id: 'asc' } });

const end = (id: bigint, outcome: 'posted' | 'noted') =>
  endOddMoney({ id, outcome, note: 'Looked up at Stripe.', act: finance, role: 'finance', locale: 'en' });

test('a dispute in another currency holds the wallet at once; only the posting waits', async () => {
  const { id, walletId, status, amountMicros, currency } = await disputeInEuros();
  expect({ status, amountMicros, currency }).toEqual({
    status: 'needs_response',
    amountMicros: 10n * DOLLAR,
    currency: 'usd',
  });
  expect((await walletOf(walletId)).status).toBe('frozen');
  expect(await namedBy(walletId)).toBe(id);
  const { itemId } = await makeArticle(9n * DOLLAR);
  expect(await spend({ walletId, itemId, seenPriceMicros: 9n * DOLLAR })).toMatchObject({
    status: 'wallet_frozen',
  });
  expect(await postings(id)).toEqual([]);
  expect(await oddOf(id)).toMatchObject([
    {
      reason: 'wrong_currency',
      walletId,
      expectedMicros: -10n * DOLLAR,
      expectedCurrency: 'usd',
      cameMicros: -10n * DOLLAR,
      cameCurrency: 'eur',
    },
  ]);
  const event = await db.webhookEvent.findFirstOrThrow({
    where: { objectId: (await rowOf(id)).disputeRef },
  });
  expect(event.processedAt).not.toBeNull();
  expect(await countWaiting({ userId: finance.actorId, adminRole: 'finance' })).toMatchObject({
    oddMoney: 1,
    disputes: 1,
  });
});

test('won, it ends by itself: the wallet is free, and nothing was posted', async () => {
  const { id, stripeId, walletId } = await disputeInEuros();
  await control(`disputes/${stripeId}/win`);
  inEuros(stripeId);
  await deliver();
  expect(await rowOf(id)).toMatchObject({ status: 'won', closedAt: expect.any(Date) });
  expect((await walletOf(walletId)).status).toBe('active');
  expect(await postings(id)).toEqual([]);
  expect(await oddOf(id)).toHaveLength(2);
});

test('posted by finance at the dispute’s own amount, however many press it, and then lost', async () => {
  const { id, stripeId, walletId } = await disputeInEuros();
  const [odd] = await oddOf(id);
  const answers = await Promise.allSettled([
    end(odd?.id ?? 0n, 'posted'),
    end(odd?.id ?? 0n, 'posted'),
    applyDispute(stripeId),
  ]);
  expect(answers.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(2);
  expect(await postings(id)).toEqual([`dispute_opened disputes_held > card_clearing ${10n * DOLLAR}`]);
  await endAtBank(stripeId, 'lose');
  expect(await rowOf(id)).toMatchObject({
    status: 'lost',
    lostLotMicros: 10n * DOLLAR,
    closedAt: expect.any(Date),
  });
  expect(await balanceOf(walletId)).toBe(0n);
});

test('lost before finance looks: posting it then takes the money from the wallet', async () => {
  const { id, stripeId, walletId } = await disputeInEuros();
  await endAtBank(stripeId, 'lose');
  expect(await rowOf(id)).toMatchObject({ status: 'lost', lostLotMicros: 0n });
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
  expect((await walletOf(walletId)).status).toBe('frozen');
  const [odd] = await oddOf(id);
  await end(odd?.id ?? 0n, 'posted');
  expect(await rowOf(id)).toMatchObject({ lostLotMicros: 10n * DOLLAR, closedAt: expect.any(Date) });
  expect(await balanceOf(walletId)).toBe(0n);
});

test('a dispute that is itself in another currency: written in its own, and held', async () => {
  const { topUpId, walletId, chargeRef } = await makePayer([10]);
  await control(`charges/${chargeRef}/dispute`);
  const stripeId = sandbox.state.all('dispute').at(-1)?.object.id ?? '';
  sandbox.state.transaction(() =>
    sandbox.state.edit('dispute', stripeId, ({ object }) => {
      object.currency = 'kwd';
      object.amount = 3_070;
    }),
  );
  await deliver();
  const { id, currency, amountMicros } = await disputeOf(topUpId);
  expect({ currency, amountMicros }).toEqual({ currency: 'kwd', amountMicros: 3_070_000n });
  expect((await walletOf(walletId)).status).toBe('frozen');
  const [odd] = await oddOf(id);
  await expect(end(odd?.id ?? 0n, 'posted')).rejects.toMatchObject({ code: 'wrong_state' });
  await end(odd?.id ?? 0n, 'noted');
});

test('a refund in another currency has no row and is put aside; a wrong amount is posted', async () => {
  const { topUpId, chargeRef, walletId } = await makePayer([10]);
  const stray = { id: 're_kwd', object: 'refund', charge: chargeRef, amount: 500, currency: 'kwd' } as const;
  const like = {
    ...stray,
    balance_transaction: null,
    failure_balance_transaction: null,
    payment_intent: null,
    metadata: {},
    reason: null,
    status: 'succeeded',
    created: 1,
    receipt_number: null,
    source_transfer_reversal: null,
    transfer_reversal: null,
  };
  sandbox.state.transaction(() =>
    sandbox.state.put('refund', stray.id, { object: like as never, hidden: null as never }),
  );
  expect(await sendEvent('refund.created', stray)).toBe(200);
  expect(await db.oddMoney.findMany({ where: { processorRef: 're_kwd' } })).toMatchObject([
    {
      about: 'refund',
      reason: 'wrong_currency',
      walletId,
      ref: null,
      cameMicros: -500_000n,
      cameCurrency: 'kwd',
    },
  ]);
  expect(await db.refund.count({ where: { topUpId } })).toBe(0);
});
