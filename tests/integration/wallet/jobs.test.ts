import { afterEach, expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { sweepOldRows } from '@/lib/entry/jobs/sweep-old-rows';
import { refreshTopUps } from '@/lib/rooms/wallet/refresh-top-ups';
import {
  balanceOf,
  clearFaults,
  control,
  makeReader,
  pay,
  planFault,
  readTopUp,
  sessionIdOf,
  topUp,
} from './world';

afterEach(() => clearFaults());

const MINUTE = 60_000;
const later = (minutes: number) => new Date(Date.now() + minutes * MINUTE);

/** Runs the job once for each minute of an hour that lies ahead, as cron would. */
async function anHourOfRefreshes(): Promise<void> {
  for (let minute = 0; minute < 60; minute += 1) await refreshTopUps(later(5 + minute));
}

test('a payment of which no webhook told is found', async () => {
  const { userId, walletId } = await makeReader();
  const { topUpId, url } = await topUp(userId);
  await pay(url);
  expect(await refreshTopUps()).toBe(0);
  expect(await balanceOf(walletId)).toBe(0n);
  await refreshTopUps(later(3));
  expect(await readTopUp(topUpId)).toMatchObject({ status: 'paid' });
  expect(await balanceOf(walletId)).toBe(10_000_000n);
  await refreshTopUps(later(4));
  expect(await balanceOf(walletId)).toBe(10_000_000n);
});

test('a page that expired unnoticed is closed, and so is one that Stripe was never asked for', async () => {
  const { userId } = await makeReader();
  const { topUpId, url } = await topUp(userId);
  await db.topUp.update({ where: { id: topUpId }, data: { expiresAt: new Date() } });
  await control(`sessions/${sessionIdOf(url)}/expire`);
  const silent = await makeReader();
  await planFault({ path: '/v1/customers', times: 2 });
  await expect(topUp(silent.userId)).rejects.toMatchObject({ code: 'payment_unavailable' });
  await refreshTopUps(later(50));
  expect(await readTopUp(topUpId)).toMatchObject({ status: 'expired' });
  const [row] = await db.topUp.findMany({ where: { walletId: silent.walletId } });
  expect(row).toMatchObject({ status: 'expired', sessionRef: null });
});

test('late payments and late fees are asked about within the hour', async () => {
  await control('settings', { feeDelayMs: 3_600_000 });
  const paid = await makeReader();
  const one = await topUp(paid.userId);
  await pay(one.url);
  const late = await makeReader();
  const two = await topUp(late.userId);
  await pay(two.url, { method: 'bank', account: '000123456789' });
  await refreshTopUps(later(3));
  expect(await readTopUp(one.topUpId)).toMatchObject({ status: 'paid', feeMicros: null });
  expect(await readTopUp(two.topUpId)).toMatchObject({ status: 'processing' });
  await control('settings', { feeDelayMs: 0 });
  await control('settle');
  await anHourOfRefreshes();
  expect(await readTopUp(one.topUpId)).toMatchObject({ feeMicros: 590_000n });
  expect(await readTopUp(two.topUpId)).toMatchObject({ status: 'paid' });
  expect(await balanceOf(late.walletId)).toBe(10_000_000n);
});

test('one top-up that cannot be read does not stop the others', async () => {
  const first = await makeReader();
  const a = await topUp(first.userId);
  const second = await makeReader();
  const b = await topUp(second.userId);
  await Promise.all([pay(a.url), pay(b.url)]);
  await db.topUp.update({ where: { id: a.topUpId }, data: { expiresAt: new Date(0) } });
  await planFault({ path: `/v1/checkout/sessions/${sessionIdOf(a.url)}`, times: 2, status: 500 });
  await refreshTopUps(later(3));
  expect(await readTopUp(a.topUpId)).toMatchObject({ status: 'open' });
  expect(await readTopUp(b.topUpId)).toMatchObject({ status: 'paid' });
  await refreshTopUps(later(4));
  expect(await readTopUp(a.topUpId)).toMatchObject({ status: 'paid' });
});

test('the sweep deletes what is old and leaves what is not', async () => {
  const { userId } = await makeReader();
  const day = 86_400_000;
  const ago = (days: number) => new Date(Date.now() - days * day);
  await db.rateLimit.createMany({
    data: [
      { key: 'old', windowStart: ago(3), count: 1 },
      { key: 'new', windowStart: ago(1), count: 1 },
    ],
  });
  const mail = { recipient: 'a@b.test', subject: 's', text: 't', html: 'h' };
  await db.localMail.createMany({ data: [{ ...mail, createdAt: ago(15) }, mail] });
  const sessions = [
    { expiresAt: ago(31) },
    { expiresAt: ago(-1), revokedAt: ago(31) },
    { expiresAt: ago(-1) },
    { expiresAt: ago(1) },
  ];
  await db.session.createMany({ data: sessions.map((one) => ({ ...one, id: crypto.randomUUID(), userId })) });
  await db.webhookEvent.createMany({
    data: [
      { id: 'evt_old', type: 't', processedAt: ago(91) },
      { id: 'evt_new', type: 't', processedAt: ago(1) },
      { id: 'evt_never_handled', type: 't', receivedAt: ago(91) },
    ],
  });
  const sent = { kind: 'first_earnings', userId, createdAt: ago(40), outcome: 'sent' as const };
  await db.outboxMessage.createMany({
    data: [
      { ...sent, endedAt: ago(31) },
      { ...sent, endedAt: ago(29), eventKey: 'recent' },
      { ...sent, endedAt: ago(31), eventKey: 'told once for ever' },
      { kind: 'first_earnings', userId, createdAt: ago(40) },
    ],
  });
  await sweepOldRows();
  expect(
    (await db.rateLimit.findMany({ where: { key: { in: ['old', 'new'] } } })).map((row) => row.key),
  ).toEqual(['new']);
  expect(await db.localMail.count()).toBe(1);
  expect(await db.session.count({ where: { userId } })).toBe(2);
  expect(await db.outboxMessage.count({ where: { userId } })).toBe(3);
  expect((await db.webhookEvent.findMany({ orderBy: { id: 'asc' } })).map((event) => event.id)).toEqual([
    'evt_never_handled',
    'evt_new',
  ]);
});
