import { randomUUID } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { cancelTopUp } from '@/lib/rooms/wallet/cancel-top-up';
import {
  balanceOf,
  clearFaults,
  deliver,
  makeReader,
  pay,
  planFault,
  readTopUp,
  sandbox,
  topUp,
} from './world';

afterEach(() => clearFaults());

const DOLLAR = 1_000_000n;
const CREATE = { path: '/v1/checkout/sessions', method: 'POST' };

/** A reader who is a Stripe customer already, so that the next call is the page's own. */
async function makeKnownReader() {
  const reader = await makeReader();
  const { topUpId } = await topUp(reader.userId);
  await cancelTopUp({ userId: reader.userId, topUpId });
  return reader;
}

const unavailable = { code: 'payment_unavailable' };

test.each([
  ['an error before the work', { mode: 'error', when: 'before', times: 2 }],
  ['an error after the work', { mode: 'error', when: 'after', times: 1 }],
  ['a cut line before the work', { mode: 'timeout', when: 'before', delayMs: 30, times: 3 }],
  ['a cut line after the work', { mode: 'timeout', when: 'after', delayMs: 30, times: 3 }],
  ['a refusal to serve', { mode: 'error', status: 429, times: 3 }],
] as const)(
  'Stripe answers with %s: the reader is told, and the same press works later',
  async (_name, fault) => {
    const { userId, walletId } = await makeKnownReader();
    const requestKey = randomUUID();
    await planFault({ ...CREATE, ...fault });
    await expect(topUp(userId, { requestKey })).rejects.toMatchObject(unavailable);
    const row = await db.topUp.findFirstOrThrow({ where: { walletId, requestKey } });
    expect(row).toMatchObject({ status: 'created', checkoutUrl: null });
    await clearFaults();

    const { topUpId, url } = await topUp(userId, { requestKey });
    expect(topUpId).toBe(row.id);
    await pay(url);
    await deliver();
    expect(await readTopUp(topUpId)).toMatchObject({ status: 'paid' });
    expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
  },
);

test('a lost answer is asked for again by itself: one page, no error', async () => {
  const { userId } = await makeKnownReader();
  const before = sandbox.state.all('checkout.session').length;
  await planFault({ ...CREATE, mode: 'timeout', when: 'after', delayMs: 30, times: 1 });
  await expect(topUp(userId)).resolves.toMatchObject({ url: expect.stringContaining('/c/pay/') });
  expect(sandbox.state.all('checkout.session').length).toBe(before + 1);
});

test('no customer can be made: the reader is told, and the same press works later', async () => {
  const { userId, walletId } = await makeReader();
  const requestKey = randomUUID();
  await planFault({ path: '/v1/customers', method: 'POST', mode: 'error', times: 2, status: 500 });
  await expect(topUp(userId, { requestKey })).rejects.toMatchObject(unavailable);
  const { url } = await topUp(userId, { requestKey });
  await pay(url);
  await deliver();
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
});

test('a press repeated too late for Stripe ends as expired, and a new one works', async () => {
  const { userId, walletId } = await makeKnownReader();
  const requestKey = randomUUID();
  await planFault({ ...CREATE, mode: 'error', when: 'before', times: 2 });
  await expect(topUp(userId, { requestKey })).rejects.toMatchObject(unavailable);
  await db.topUp.updateMany({
    where: { walletId, requestKey },
    data: { expiresAt: new Date(Date.now() + 10 * 60_000) },
  });
  const { topUpId, url } = await topUp(userId, { requestKey });
  expect(url).toBe(`/wallet/top-ups/${topUpId}`);
  expect(await readTopUp(topUpId)).toMatchObject({ status: 'expired' });
  await expect(topUp(userId)).resolves.toMatchObject({ url: expect.stringContaining('/c/pay/') });
});

test('the reader changes the language between two tries of one press', async () => {
  const { userId, walletId } = await makeKnownReader();
  const requestKey = randomUUID();
  await planFault({ ...CREATE, mode: 'timeout', when: 'after', delayMs: 30, times: 3 });
  await expect(topUp(userId, { requestKey, locale: 'en' })).rejects.toMatchObject(unavailable);
  await clearFaults();
  const { url } = await topUp(userId, { requestKey, locale: 'ko' });
  await pay(url);
  await deliver();
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
});

test('an open page that Stripe no longer knows does not stand in the way of the next', async () => {
  const { userId, walletId } = await makeReader();
  const first = await topUp(userId);
  await db.topUp.update({
    where: { id: first.topUpId },
    data: { sessionRef: 'cs_test_of_other_keys' },
  });
  const second = await topUp(userId);
  expect(await readTopUp(first.topUpId)).toMatchObject({ status: 'expired' });
  await pay(second.url);
  await deliver();
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
});

test('an open page that cannot be closed now stops the next one, which works later', async () => {
  const { userId, walletId } = await makeReader();
  await topUp(userId);
  await planFault({ ...CREATE, mode: 'error', when: 'before', times: 2 });
  await expect(topUp(userId)).rejects.toMatchObject(unavailable);
  expect(await db.topUp.count({ where: { walletId } })).toBe(1);
  await expect(topUp(userId)).resolves.toMatchObject({ url: expect.stringContaining('/c/pay/') });
});
