import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { refreshPayouts } from '@/lib/rooms/payouts/refresh-payouts';
import { resumePayout } from '@/lib/rooms/payouts/send-payout';
import { writePayout } from '@/lib/rooms/payouts/write-payout';
import {
  balances,
  bankPayoutsOf,
  clearFaults,
  control,
  DOLLAR,
  deliver,
  makePayee,
  planFault,
  postingsOf,
  readPayout,
  request,
  sandbox,
  transfersTo,
} from './world';

afterEach(() => clearFaults());

const CREATE = { path: '/v1/transfers', method: 'POST' };
const LIST = { path: '/v1/transfers', method: 'GET' };
const MINUTE = 60_000;
const later = (minutes: number) => refreshPayouts(new Date(Date.now() + minutes * MINUTE));
const planFaults = (...faults: object[]) => control('settings', { faults });

async function expectOneTransfer(accountId: string, payoutId: bigint): Promise<void> {
  expect(transfersTo(accountId)).toHaveLength(1);
  expect(await postingsOf(payoutId)).toHaveLength(1);
  expect(await readPayout(payoutId)).toMatchObject({
    status: 'sent',
    transferRef: transfersTo(accountId)[0]?.id,
  });
}

test('500 after the work was done: the transfer is found at once, and the money is sent once', async () => {
  const { creatorId, accountId } = await makePayee(20n * DOLLAR);
  await planFault({ ...CREATE, mode: 'error', when: 'after' });
  const { payoutId, status } = await request(creatorId);
  expect(status).toBe('sent');
  await expectOneTransfer(accountId, payoutId);
});

test('500 after the work, and the list is down too: it stays in transit until the job knows', async () => {
  const { creatorId, accountId } = await makePayee(20n * DOLLAR);
  await planFaults(
    { ...CREATE, mode: 'error', when: 'after' },
    { ...LIST, mode: 'error', times: 4, status: 503 },
  );
  const requestKey = randomUUID();
  const { payoutId, status } = await request(creatorId, { requestKey });
  expect(status).toBe('created');
  expect(await balances(creatorId)).toEqual({ available: 0n, inTransit: 20n * DOLLAR });
  expect((await request(creatorId, { requestKey })).status).toBe('created');
  await expect(request(creatorId)).rejects.toMatchObject({ code: 'payout_in_flight' });
  await clearFaults();
  expect(await later(2)).toBeGreaterThanOrEqual(1);
  await expectOneTransfer(accountId, payoutId);
});

test.each([
  ['before the work', { mode: 'error', when: 'before', times: 2 }],
  ['too many calls', { mode: 'error', status: 429, times: 2 }],
  ['a cut line before the work', { mode: 'timeout', when: 'before', delayMs: 20, times: 3 }],
] as const)('a failure that did nothing (%s): the job asks again with the same key', async (_name, fault) => {
  const { creatorId, accountId } = await makePayee(20n * DOLLAR);
  await planFault({ ...CREATE, ...fault });
  const { payoutId, status } = await request(creatorId);
  expect(status).toBe('created');
  expect(transfersTo(accountId)).toEqual([]);
  await clearFaults();
  await later(2);
  await expectOneTransfer(accountId, payoutId);
});

test('a lost answer of a transfer that was made: the key gives the answer', async () => {
  const { creatorId, accountId } = await makePayee(20n * DOLLAR);
  await planFault({ ...CREATE, mode: 'timeout', when: 'after', delayMs: 20 });
  const { payoutId } = await request(creatorId);
  await expectOneTransfer(accountId, payoutId);
});

test('killed before the transfer: the job makes it; killed after it: it is found', async () => {
  for (const madeBefore of [false, true]) {
    const { creatorId, accountId } = await makePayee(20n * DOLLAR);
    const input = { creatorId, currency: 'usd', amountMicros: null, scheduled: false, locale: 'en' } as const;
    const { payout } = await writePayout({ ...input, requestKey: randomUUID() });
    if (madeBefore) {
      const before = await readPayout(payout.id);
      await resumePayout(before);
      await db.$executeRaw`ALTER TABLE payouts DISABLE TRIGGER payouts_fixed`;
      await db.payout.update({
        where: { id: payout.id },
        data: { status: 'created', transferRef: null, receivedRef: null, sentAt: null },
      });
      await db.$executeRaw`ALTER TABLE payouts ENABLE TRIGGER payouts_fixed`;
      forgetKeys();
    }
    expect(await balances(creatorId)).toEqual({ available: 0n, inTransit: 20n * DOLLAR });
    await Promise.all([later(2), later(2), later(2)]);
    await expectOneTransfer(accountId, payout.id);
  }
});

test('two workers and the creator’s own second press at the same time make one transfer', async () => {
  const { creatorId, accountId } = await makePayee(20n * DOLLAR);
  await planFault({ ...CREATE, mode: 'error', when: 'before', times: 2 });
  const requestKey = randomUUID();
  const { payoutId } = await request(creatorId, { requestKey });
  const row = await readPayout(payoutId);
  await clearFaults();
  await Promise.all([
    ...Array.from({ length: 10 }, () => resumePayout(row)),
    ...Array.from({ length: 10 }, () => request(creatorId, { requestKey })),
  ]);
  await later(2);
  await expectOneTransfer(accountId, payoutId);
});

test('a refusal is certain: the money is available again, and the next request may go', async () => {
  const { creatorId, accountId } = await makePayee(20n * DOLLAR);
  // Stripe changed its mind, and the webhook about it has not come yet.
  await control(`accounts/${accountId}/outcome`, { outcome: 'restricted' });
  const refused = await request(creatorId);
  expect(refused.status).toBe('failed');
  expect(await readPayout(refused.payoutId)).toMatchObject({
    failureCode: 'insufficient_capabilities_for_transfer',
    transferRef: null,
    endedAt: expect.any(Date),
  });
  expect(await postingsOf(refused.payoutId)).toEqual([
    `payout_sent creator_available > creator_in_transit ${20n * DOLLAR}`,
    `payout_failed creator_in_transit > creator_available ${20n * DOLLAR}`,
  ]);
  expect(await balances(creatorId)).toEqual({ available: 20n * DOLLAR, inTransit: 0n });
  await expect(request(creatorId)).rejects.toMatchObject({ code: 'payout_not_verified' });
  await control(`accounts/${accountId}/outcome`, { outcome: 'active' });
  await deliver();
  expect((await request(creatorId)).status).toBe('sent');
});

test('the platform’s balance at Stripe is short: nothing is lost, and it can be asked again', async () => {
  const { creatorId } = await makePayee(500_000n * DOLLAR);
  expect(await request(creatorId)).toMatchObject({ status: 'failed' });
  expect(await balances(creatorId)).toEqual({ available: 500_000n * DOLLAR, inTransit: 0n });
});

test('a stored failure without a transfer is given up after an hour, not before', async () => {
  const other = await makePayee(20n * DOLLAR);
  const lost = await hideTransfer(other.creatorId, other.accountId);
  await resumePayout(await readPayout(lost.payoutId));
  expect(await readPayout(lost.payoutId)).toMatchObject({ status: 'created' });
  await db.payout.update({
    where: { id: lost.payoutId },
    data: { createdAt: new Date(Date.now() - 61 * MINUTE) },
  });
  await resumePayout(await readPayout(lost.payoutId));
  expect(await readPayout(lost.payoutId)).toMatchObject({
    status: 'failed',
    failureCode: 'processor_error',
  });
  expect(await balances(other.creatorId)).toEqual({ available: 20n * DOLLAR, inTransit: 0n });

  // It was there all the while: it is pulled back, and until then no other payout leaves.
  lost.show();
  await control('deliver', { event: lost.eventId });
  expect(await readPayout(lost.payoutId)).toMatchObject({ status: 'failed', transferRef: lost.transferRef });
  await expect(request(other.creatorId)).rejects.toMatchObject({ code: 'payout_in_flight' });
  await control(`payouts/${bankPayoutsOf(other.accountId)[0]?.id}/cancel`);
  await later(30);
  expect(await readPayout(lost.payoutId)).toMatchObject({ status: 'failed', reversedMicros: 20n * DOLLAR });
  expect((await request(other.creatorId)).status).toBe('sent');
});

/** As Stripe does after a day. */
function forgetKeys(): void {
  sandbox.state.transaction(() => {
    for (const { key } of sandbox.state.all('idempotency_key')) sandbox.state.delete('idempotency_key', key);
  });
}

/** A transfer Stripe made without a proper answer; its list shows it once `show` is called. */
async function hideTransfer(creatorId: bigint, accountId: string) {
  await control('settings', {
    faults: [
      { ...LIST, mode: 'error', times: 2, status: 503 },
      { ...CREATE, mode: 'error', when: 'after' },
    ],
  });
  const { payoutId, status } = await request(creatorId);
  expect(status).toBe('created');
  await clearFaults();
  const [transfer] = transfersTo(accountId);
  if (!transfer) throw new Error('Stripe made no transfer');
  const group = String(transfer.transfer_group);
  const name = (to: string) =>
    sandbox.state.transaction(() => {
      sandbox.state.edit('transfer', transfer.id, ({ object }) => {
        object.transfer_group = to;
      });
    });
  name('hidden');
  const event = sandbox.state
    .all('event')
    .map(({ object }) => object)
    .find((one) => one.type === 'transfer.created' && JSON.stringify(one.data).includes(transfer.id));
  return { payoutId, transferRef: transfer.id, eventId: event?.id, show: () => name(group) };
}
