import { afterEach, expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { refundUnlock } from '@/lib/ground/ledger/refund-unlock';
import { finishTopUp } from '@/lib/rooms/unlocks/finish-top-up';
import { refreshTopUp } from '@/lib/rooms/wallet/refresh-top-up';
import {
  balanceOf,
  clearFaults,
  control,
  deliver,
  makeArticle,
  makeReader,
  pay,
  planFault,
  readTopUp,
  topUp,
} from './world';

afterEach(() => clearFaults());

const PRICE = 35_000n;
const START = 10_000_000n;

/** A reader who has paid a top-up for an article that the balance did not cover. */
async function paidForArticle() {
  const reader = await makeReader();
  const article = await makeArticle(PRICE);
  const wanted = { itemId: article.itemId, priceMicros: PRICE };
  const { topUpId, url } = await topUp(reader.userId, { wanted });
  return { ...reader, ...article, topUpId, url };
}

const unlocksOf = (readerId: bigint) => db.unlock.findMany({ where: { readerId } });

test('the return page pays out the top-up before any webhook, and finishes the unlock', async () => {
  const { userId, walletId, topUpId, url, slug } = await paidForArticle();
  await pay(url);
  expect(await finishTopUp({ userId, topUpId })).toBe(`/read/${slug}?unlocked=1`);
  expect(await balanceOf(walletId)).toBe(START - PRICE);
  await deliver();
  expect(await balanceOf(walletId)).toBe(START - PRICE);
  expect(await finishTopUp({ userId, topUpId })).toBe(`/read/${slug}`);
  expect(await unlocksOf(userId)).toHaveLength(1);
});

test('after the webhook it only finishes the unlock', async () => {
  const { userId, walletId, topUpId, url, slug } = await paidForArticle();
  await pay(url);
  await deliver();
  expect(await balanceOf(walletId)).toBe(START);
  expect(await finishTopUp({ userId, topUpId })).toBe(`/read/${slug}?unlocked=1`);
  expect(await balanceOf(walletId)).toBe(START - PRICE);
});

test('opened ten times at once, beside the webhook, it pays once and unlocks once', async () => {
  const { userId, walletId, topUpId, url, slug } = await paidForArticle();
  await pay(url);
  const [paths] = await Promise.all([
    Promise.all(Array.from({ length: 10 }, () => finishTopUp({ userId, topUpId }))),
    deliver(),
  ]);
  expect(paths.filter((path) => path === `/read/${slug}?unlocked=1`)).toHaveLength(1);
  expect(await balanceOf(walletId)).toBe(START - PRICE);
  expect(await unlocksOf(userId)).toHaveLength(1);
});

test('an unlock that was taken back is not bought again by opening the page again', async () => {
  const { userId, walletId, topUpId, url, slug } = await paidForArticle();
  await pay(url);
  await finishTopUp({ userId, topUpId });
  const [unlock] = await unlocksOf(userId);
  const policy = { windowMinutes: 30, quota: 10, quotaDays: 30 };
  await refundUnlock({ readerId: userId, unlockId: unlock?.id ?? 0n, policy });
  expect(await finishTopUp({ userId, topUpId })).toBe(`/read/${slug}`);
  expect(await balanceOf(walletId)).toBe(START);
  await deliver();
});

test('a price that has changed is not paid: the article explains', async () => {
  const { userId, walletId, topUpId, url, slug, itemId } = await paidForArticle();
  await db.itemPrice.updateMany({ where: { itemId }, data: { priceMicros: 90_000n } });
  await pay(url);
  expect(await finishTopUp({ userId, topUpId })).toBe(`/read/${slug}?unlock=price_changed`);
  await db.item.update({ where: { id: itemId }, data: { status: 'withdrawn' } });
  expect(await balanceOf(walletId)).toBe(START);
  expect(await unlocksOf(userId)).toHaveLength(0);
  await deliver();
});

test('unpaid, it leads to the page of the top-up and nothing is unlocked', async () => {
  const { userId, walletId, topUpId, url } = await paidForArticle();
  expect(await finishTopUp({ userId, topUpId })).toBe(`/wallet/top-ups/${topUpId}?returned=1`);
  await pay(url, { method: 'bank', account: '000123456789' });
  expect(await finishTopUp({ userId, topUpId })).toBe(`/wallet/top-ups/${topUpId}?returned=1`);
  expect(await readTopUp(topUpId)).toMatchObject({ status: 'processing' });
  expect(await balanceOf(walletId)).toBe(0n);
  // Otherwise the debit settles by itself while a slow run goes on, and nobody hears of it.
  await control('settle');
  await deliver();
  expect(await balanceOf(walletId)).toBe(START);
});

test('when Stripe does not answer the reader waits here, and the webhook brings the money', async () => {
  const { userId, walletId, topUpId, url, slug } = await paidForArticle();
  await pay(url);
  await planFault({ path: '/v1/checkout/sessions/', method: 'GET', times: 2, status: 500 });
  expect(await finishTopUp({ userId, topUpId })).toBe(`/wallet/top-ups/${topUpId}?returned=1`);
  expect(await balanceOf(walletId)).toBe(0n);
  await deliver();
  expect(await finishTopUp({ userId, topUpId })).toBe(`/read/${slug}?unlocked=1`);
  expect(await balanceOf(walletId)).toBe(START - PRICE);
});

test('when the ledger fails for a moment the unlock is tried again at the next visit', async () => {
  const { userId, walletId, topUpId, url, slug } = await paidForArticle();
  await pay(url);
  await deliver();
  await pool.query('ALTER TABLE unlocks RENAME TO unlocks_away');
  expect(await finishTopUp({ userId, topUpId })).toBe(`/read/${slug}?unlock=busy`);
  await pool.query('ALTER TABLE unlocks_away RENAME TO unlocks');
  expect(await finishTopUp({ userId, topUpId })).toBe(`/read/${slug}?unlocked=1`);
  expect(await balanceOf(walletId)).toBe(START - PRICE);
});

test("another reader's top-up is not found", async () => {
  const { topUpId, url } = await paidForArticle();
  const other = await makeReader();
  await pay(url);
  await expect(finishTopUp({ userId: other.userId, topUpId })).rejects.toMatchObject({ code: 'not_found' });
  await refreshTopUp({ userId: other.userId, topUpId });
  expect(await readTopUp(topUpId)).toMatchObject({ status: 'open' });
  await deliver();
});
