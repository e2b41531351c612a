import { expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { endOddMoney } from '@/lib/desks/backoffice/odd-money/end-odd-money';
import { countWaiting } from '@/lib/desks/backoffice/overview/count-waiting';
import { stripe } from '@/lib/ground/payments/stripe/client';
import { isPermanent } from '@/lib/ground/payments/stripe/errors';
import { refreshPayouts } from '@/lib/rooms/payouts/refresh-payouts';
import { makeAdmin } from '../refunds/world';
import {
  balances,
  bankPayoutsOf,
  control,
  DOLLAR,
  deliver,
  earn,
  endAtBank,
  makePayee,
  passTime,
  postingsOf,
  readPayout,
  request,
} from './world';

const finance = await makeAdmin();
const AMOUNT = 20n * DOLLAR;

/** Sent to the creator's account at Stripe, and from there to the bank at once, by hand. */
async function paidOutByHand() {
  await control('settings', { automaticPayouts: false });
  const payee = await makePayee(AMOUNT);
  const { payoutId } = await request(payee.creatorId);
  await deliver();
  await control(`accounts/${payee.accountId}/pay-out`, { currency: 'usd', byHand: true });
  await deliver();
  await control('settings', { automaticPayouts: true });
  return { ...payee, payoutId };
}

const oddOf = (ref: bigint) => db.oddMoney.findMany({ where: { about: 'payout', ref } });

test('Stripe refuses to say what a payout by hand carries, and that is a refusal for good', async () => {
  const { accountId } = await paidOutByHand();
  const payout = bankPayoutsOf(accountId)[0]?.id ?? '';
  const asked = stripe().balanceTransactions.list({ payout }, { stripeAccount: accountId });
  const error: unknown = await asked.then(
    () => null,
    (fault: unknown) => fault,
  );
  expect(error).toMatchObject({ statusCode: 400, param: 'payout' });
  expect(isPermanent(error)).toBe(true);
});

test('a payout by hand: unknown sources, seen by an admin, and the creator goes on', async () => {
  const { creatorId, accountId, payoutId, pendingAccountId } = await paidOutByHand();
  await endAtBank(accountId, 'pay');
  const [bankPayout] = bankPayoutsOf(accountId);
  const events = await db.webhookEvent.findMany({ where: { objectId: bankPayout?.id ?? '' } });
  expect(events.length).toBeGreaterThan(0);
  expect(events.every(({ processedAt }) => processedAt !== null)).toBe(true);
  expect(await readPayout(payoutId)).toMatchObject({ status: 'sent', sourcesUnknownAt: expect.any(Date) });
  expect(await oddOf(payoutId)).toMatchObject([
    {
      reason: 'sources_unknown',
      processorRef: bankPayout?.id,
      creatorId,
      expectedMicros: AMOUNT,
      cameMicros: AMOUNT,
      endedAt: null,
    },
  ]);
  const waiting = await countWaiting({ userId: finance.actorId, adminRole: 'finance' });
  expect(waiting.unknownPayouts).toBeGreaterThan(0);

  await earn({ creatorId, pendingAccountId }, 15n * DOLLAR);
  const next = await request(creatorId);
  expect(next.status).toBe('sent');
  await deliver();
  await endAtBank(accountId, 'pay');
  expect(await readPayout(next.payoutId)).toMatchObject({ status: 'paid' });

  const [odd] = await oddOf(payoutId);
  const end = () =>
    endOddMoney({
      id: odd?.id ?? 0n,
      outcome: 'posted',
      note: 'The creator has shown us the statement.',
      act: finance,
      role: 'finance',
      locale: 'en',
    });
  const answers = await Promise.allSettled([end(), end()]);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await postingsOf(payoutId)).toEqual([
    `payout_sent creator_available > creator_in_transit ${AMOUNT}`,
    `payout_paid creator_in_transit > card_clearing ${AMOUNT}`,
  ]);
  expect(await balances(creatorId)).toEqual({ available: 0n, inTransit: 0n });
});

test('the job goes on past it to the other payouts of the account', async () => {
  const { creatorId, accountId, payoutId, pendingAccountId } = await paidOutByHand();
  await earn({ creatorId, pendingAccountId }, 15n * DOLLAR);
  const next = await request(creatorId);
  await control('settings', { webhookUrl: null });
  await control(`payouts/${bankPayoutsOf(accountId).at(-1)?.id}/pay`);
  await passTime(next.payoutId, 90);
  await passTime(payoutId, 90);
  await refreshPayouts();
  expect(await readPayout(next.payoutId)).toMatchObject({ status: 'paid' });
  expect(await oddOf(payoutId)).toHaveLength(1);
});
