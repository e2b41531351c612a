import { expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { getEarningsBalance } from '@/lib/rooms/earnings/earnings-balance';
import { applyConnectedPayout } from '@/lib/rooms/payouts/apply-connected-payout';
import { getPayoutState } from '@/lib/rooms/payouts/get-payout-state';
import { getPayoutStatement } from '@/lib/rooms/payouts/queries';
import { refreshPayouts } from '@/lib/rooms/payouts/refresh-payouts';
import { runPayoutSchedule } from '@/lib/rooms/payouts/run-payout-schedule';
import { startOnboarding } from '@/lib/rooms/payouts/start-onboarding';
import { webhookUrl } from '../wallet/world';
import {
  balances,
  bankPayoutsOf,
  clearFaults,
  control,
  DOLLAR,
  deliver,
  earn,
  endAtBank,
  makePayee,
  onboard,
  planFault,
  postingsOf,
  readPayout,
  request,
  sandbox,
  submitOnboarding,
  transfersTo,
} from './world';

const AMOUNT = 20n * DOLLAR;
const SENT = `payout_sent creator_available > creator_in_transit ${AMOUNT}`;
const PAID = `payout_paid creator_in_transit > card_clearing ${AMOUNT}`;
const FAILED = `payout_failed creator_in_transit > creator_available ${AMOUNT}`;
const REVERSED = `payout_reversed card_clearing > creator_in_transit ${AMOUNT}`;
const later = (minutes: number) => refreshPayouts(new Date(Date.now() + minutes * 60_000));

/** A payout of $20 that Stripe has; its webhooks have been delivered. */
async function sentPayout() {
  const payee = await makePayee(AMOUNT);
  const { payoutId } = await request(payee.creatorId);
  await deliver();
  return { ...payee, payoutId };
}

const eventsOf = (accountId: string) =>
  sandbox.state
    .all('event')
    .map(({ object }) => object)
    .filter((event) => event.account === accountId || JSON.stringify(event.data).includes(`"${accountId}"`));

const reverse = async (transferRef: string, amount?: number) => {
  const { stripe } = await import('@/lib/ground/payments/stripe/client');
  return stripe().transfers.createReversal(transferRef, amount ? { amount } : {});
};

test.each([
  ['fail', 'no_account'],
  ['cancel', 'canceled'],
] as const)(
  'the bank does not take it (%s): the transfer is pulled back, then it is available',
  async (how, code) => {
    const { creatorId, accountId, payoutId } = await sentPayout();
    await endAtBank(accountId, how);
    expect(await readPayout(payoutId)).toMatchObject({
      status: 'failed',
      failureCode: code,
      returnedMicros: AMOUNT,
      reversedMicros: AMOUNT,
      paidAt: null,
    });
    expect(await postingsOf(payoutId)).toEqual([SENT, FAILED]);
    expect(await balances(creatorId)).toEqual({ available: AMOUNT, inTransit: 0n });
    expect(transfersTo(accountId)).toMatchObject([{ reversed: true }]);
    // Not to the same account that the bank does not know.
    if (code === 'no_account') await onboard(creatorId);
    const again = await request(creatorId);
    await deliver();
    await endAtBank(accountId, 'pay');
    expect(await readPayout(again.payoutId)).toMatchObject({ status: 'paid' });
    const [line] = (await getPayoutStatement(creatorId, again.payoutId)).lines;
    expect(line).toMatchObject({ paidMicros: AMOUNT, returnedMicros: 0n });
    expect((await getPayoutStatement(creatorId, payoutId)).lines).toMatchObject([{ returnedMicros: AMOUNT }]);
  },
);

test('the transfer cannot be pulled back at once: the money waits in transit for Stripe', async () => {
  const { creatorId, accountId, payoutId } = await sentPayout();
  const { transferRef } = await readPayout(payoutId);
  await planFault({ path: `/v1/transfers/${transferRef}/reversals`, method: 'POST', times: 9, status: 503 });
  await endAtBank(accountId, 'fail');
  expect(await readPayout(payoutId)).toMatchObject({ status: 'returning', failureCode: 'no_account' });
  expect(await balances(creatorId)).toEqual({ available: 0n, inTransit: AMOUNT });
  await clearFaults();
  await later(11);
  expect(await readPayout(payoutId)).toMatchObject({ status: 'failed' });
  expect(await balances(creatorId)).toEqual({ available: AMOUNT, inTransit: 0n });
  await deliver();
});

test('Stripe itself tries the bank again before we have it back: it is paid, once', async () => {
  const { creatorId, accountId, payoutId } = await sentPayout();
  const { transferRef } = await readPayout(payoutId);
  await planFault({ path: `/v1/transfers/${transferRef}/reversals`, method: 'POST', times: 9, status: 503 });
  await endAtBank(accountId, 'fail');
  await clearFaults();
  await control(`accounts/${accountId}/pay-out`, { currency: 'usd' });
  await later(11);
  expect(await readPayout(payoutId)).toMatchObject({ status: 'returning' });
  await endAtBank(accountId, 'pay');
  expect(await readPayout(payoutId)).toMatchObject({
    status: 'paid',
    failureCode: null,
    bankPayoutRef: bankPayoutsOf(accountId).at(-1)?.id,
  });
  expect(await postingsOf(payoutId)).toEqual([SENT, PAID]);
  expect(await balances(creatorId)).toEqual({ available: 0n, inTransit: 0n });
  await deliver();
  await later(120);
  expect(await readPayout(payoutId)).toMatchObject({ status: 'paid' });
});

test('paid, and days later the bank sends it back, while the next payout is on its way', async () => {
  const { creatorId, accountId, payoutId, pendingAccountId } = await sentPayout();
  const bankPayout = await endAtBank(accountId, 'pay');
  await earn({ creatorId, pendingAccountId }, 15n * DOLLAR);
  const next = await request(creatorId);
  await deliver();
  await control(`payouts/${bankPayout}/fail`);
  await deliver();
  expect(await postingsOf(payoutId)).toEqual([SENT, PAID, REVERSED, FAILED]);
  expect(await readPayout(payoutId)).toMatchObject({ status: 'failed', paidAt: expect.any(Date) });
  expect(await balances(creatorId)).toEqual({ available: AMOUNT, inTransit: 15n * DOLLAR });
  await endAtBank(accountId, 'pay');
  expect(await readPayout(next.payoutId)).toMatchObject({ status: 'paid' });
  expect((await getEarningsBalance(creatorId, 'usd')).paidMicros).toBe(15n * DOLLAR);
});

test('the platform takes the transfer back, in parts and then all', async () => {
  await control('settings', { automaticPayouts: false });
  const { creatorId, accountId, payoutId } = await sentPayout();
  const { transferRef } = await readPayout(payoutId);
  await reverse(String(transferRef), 500);
  await deliver();
  expect(await readPayout(payoutId)).toMatchObject({
    status: 'sent',
    returnedMicros: 5n * DOLLAR,
    reversedMicros: 5n * DOLLAR,
  });
  expect(await balances(creatorId)).toEqual({ available: 5n * DOLLAR, inTransit: 15n * DOLLAR });
  await reverse(String(transferRef), 500);
  await reverse(String(transferRef));
  await deliver();
  await deliver();
  expect(await readPayout(payoutId)).toMatchObject({ status: 'reversed', returnedMicros: AMOUNT });
  expect(await balances(creatorId)).toEqual({ available: AMOUNT, inTransit: 0n });
  expect((await postingsOf(payoutId)).length).toBeGreaterThanOrEqual(3);
  expect(transfersTo(accountId)).toMatchObject([{ reversed: true }]);
  await control('settings', { automaticPayouts: true });
});

test('a part taken back, then the rest is paid', async () => {
  await control('settings', { automaticPayouts: false });
  const { creatorId, accountId, payoutId } = await sentPayout();
  const { transferRef } = await readPayout(payoutId);
  await reverse(String(transferRef), 500);
  await deliver();
  await control(`accounts/${accountId}/pay-out`, { currency: 'usd' });
  await control('settings', { automaticPayouts: true });
  await endAtBank(accountId, 'pay');
  expect(await readPayout(payoutId)).toMatchObject({ status: 'paid', returnedMicros: 5n * DOLLAR });
  expect(await balances(creatorId)).toEqual({ available: 5n * DOLLAR, inTransit: 0n });
  expect((await getEarningsBalance(creatorId, 'usd')).paidMicros).toBe(15n * DOLLAR);
  expect(await postingsOf(payoutId)).toContain(
    `payout_paid creator_in_transit > card_clearing ${15n * DOLLAR}`,
  );
});

test('every webhook five times, newest first, and all once more: nothing moves twice', async () => {
  await control('settings', { copies: 5 });
  const paid = await makePayee(AMOUNT);
  const failed = await makePayee(AMOUNT);
  const first = await request(paid.creatorId);
  const second = await request(failed.creatorId);
  await control(`payouts/${bankPayoutsOf(paid.accountId)[0]?.id}/pay`);
  await control(`payouts/${bankPayoutsOf(failed.accountId)[0]?.id}/pay`);
  await control(`payouts/${bankPayoutsOf(failed.accountId)[0]?.id}/fail`);
  await control('settings', { copies: 1 });
  const events = [...eventsOf(paid.accountId), ...eventsOf(failed.accountId)].reverse();
  expect(events.length).toBeGreaterThan(6);
  for (const event of events) await control('deliver', { event: event.id });
  await deliver();
  await db.webhookEvent.updateMany({ data: { processedAt: null } });
  await Promise.all(events.map((event) => control('deliver', { event: event.id })));
  await deliver();
  expect(await readPayout(first.payoutId)).toMatchObject({ status: 'paid' });
  expect(await postingsOf(first.payoutId)).toEqual([SENT, PAID]);
  expect(await readPayout(second.payoutId)).toMatchObject({ status: 'failed' });
  expect(await balances(failed.creatorId)).toEqual({ available: AMOUNT, inTransit: 0n });
  expect(await balances(paid.creatorId)).toEqual({ available: 0n, inTransit: 0n });
});

test('the bank’s answer comes before we know of the transfer', async () => {
  const { creatorId, accountId } = await makePayee(AMOUNT);
  await control('settings', {
    faults: [
      { path: '/v1/transfers', method: 'POST', when: 'after' },
      { path: '/v1/transfers', method: 'GET', times: 2, status: 503 },
    ],
  });
  const { payoutId, status } = await request(creatorId);
  expect(status).toBe('created');
  const [bankPayout] = bankPayoutsOf(accountId);
  await control(`payouts/${bankPayout?.id}/pay`);
  expect(await applyConnectedPayout(String(bankPayout?.id), accountId)).toContain('is now paid');
  expect(await postingsOf(payoutId)).toEqual([SENT, PAID]);
  await deliver();
});

test('all webhooks are lost: the job follows the money to the bank', async () => {
  const { accountId, payoutId } = await sentPayout();
  await control(`payouts/${bankPayoutsOf(accountId)[0]?.id}/pay`);
  expect(await readPayout(payoutId)).toMatchObject({ status: 'sent' });
  await later(61);
  expect(await readPayout(payoutId)).toMatchObject({ status: 'paid' });
  await deliver();
  expect(await postingsOf(payoutId)).toEqual([SENT, PAID]);
});

test('Stripe’s own payouts, and transfers of others, are none of our business', async () => {
  const { accountId, payoutId } = await sentPayout();
  const { stripe } = await import('@/lib/ground/payments/stripe/client');
  await stripe().transfers.create({ amount: 700, currency: 'usd', destination: accountId });
  await deliver();
  await endAtBank(accountId, 'pay');
  expect(await readPayout(payoutId)).toMatchObject({ status: 'sent' });
  expect(await applyConnectedPayout('po_none', accountId)).toBe('Stripe has no po_none.');
  const forged = await stripe().transfers.create({
    amount: 700,
    currency: 'usd',
    destination: accountId,
    metadata: { payout_id: String(payoutId), request_key: (await readPayout(payoutId)).requestKey },
  });
  await deliver();
  expect(await readPayout(payoutId)).not.toMatchObject({ transferRef: forged.id });
  await control(`payouts/${bankPayoutsOf(accountId).at(-1)?.id}/cancel`);
  for (const { id } of transfersTo(accountId)) {
    if (id !== (await readPayout(payoutId)).transferRef)
      await stripe().transfers.update(id, { metadata: { spare: '1' } });
  }
  await deliver();
});

test('what the bank would not take is not sent there again until it is another bank', async () => {
  const { creatorId, accountId, payoutId } = await sentPayout();
  await endAtBank(accountId, 'fail');
  expect(await readPayout(payoutId)).toMatchObject({ status: 'failed', failureCode: 'no_account' });
  expect((await getPayoutState(creatorId)).refusal).toBe('bank');
  expect((await getPayoutState(creatorId)).account.bankFailure).toBe('bank_unknown');
  await expect(request(creatorId)).rejects.toMatchObject({ code: 'payout_bank_failed' });
  await db.payoutAccount.update({ where: { creatorId }, data: { schedule: 'weekly' } });
  expect(await runPayoutSchedule()).toBe(0);
  const odd = () =>
    db.oddMoney.findMany({
      where: { creatorId, reason: 'bank_refused' },
      select: { outcome: true, detail: true },
    });
  expect(await odd()).toEqual([{ outcome: null, detail: 'no_account' }]);

  await onboard(creatorId);
  expect((await getPayoutState(creatorId)).refusal).toBeNull();
  expect(await odd()).toEqual([{ outcome: 'agreed', detail: 'no_account' }]);
  expect(await request(creatorId)).toMatchObject({ status: 'sent' });
  await deliver();
});

test('the message of another bank is lost: asking for a payout finds out', async () => {
  const { creatorId, accountId } = await sentPayout();
  await endAtBank(accountId, 'fail');
  await control('settings', { webhookUrl: null });
  const { url } = await startOnboarding({ creatorId, country: 'US', entityType: 'individual' });
  await submitOnboarding(url, 'active');
  await control('settings', { webhookUrl });
  expect(await request(creatorId)).toMatchObject({ status: 'sent' });
  await deliver();
});
