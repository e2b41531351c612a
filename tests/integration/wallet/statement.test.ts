import { expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { grantPromotion } from '@/lib/ground/ledger/grant-promotion';
import { refundUnlock } from '@/lib/ground/ledger/refund-unlock';
import { buy } from '@/lib/rooms/unlocks/buy';
import { computeCardFeeSavings } from '@/lib/rooms/wallet/card-fee-savings';
import { getWalletTotals } from '@/lib/rooms/wallet/get-wallet-totals';
import { listStatement, streamStatement } from '@/lib/rooms/wallet/list-statement';
import { writeStatementCsv } from '@/lib/rooms/wallet/write-statement-csv';
import { balanceOf, deliver, makeArticle, makeReader, pay, topUp } from './world';

/** A gift of 5¢, a top-up of $10, 30 unlocks of 3.5¢, the first of them taken back. */
async function busyWallet() {
  const reader = await makeReader();
  const { userId, walletId } = reader;
  await grantPromotion(db, { walletId, amountMicros: 50_000n, grantKey: 'test', expiresAt: null });
  const { url } = await topUp(userId);
  await pay(url);
  await deliver();
  const articles = [];
  for (let n = 0; n < 30; n += 1) articles.push(await makeArticle(35_000n));
  const unlocks = [];
  for (const { itemId } of articles)
    unlocks.push(await buy({ payer: { userId }, itemId, seenPriceMicros: 35_000n }));
  const policy = { windowMinutes: 30, quota: 10, quotaDays: 30 };
  await refundUnlock({ readerId: userId, unlockId: unlocks[0]?.unlockId ?? 0n, policy });
  return { ...reader, articles };
}

async function csvOf(walletId: bigint): Promise<{ text: string; lines: string[] }> {
  const columns = {
    date: 'Date',
    kind: 'What',
    title: 'Title',
    detail: 'Detail',
    amount: 'Amount',
    currency: 'Currency',
    balance: 'Balance',
    reference: 'Reference',
  };
  const stream = writeStatementCsv(streamStatement(walletId, 7), 'usd', {
    columns,
    kind: ({ kind }) => kind,
    detail: ({ item, card }) => item?.creator ?? card?.brand ?? '',
  });
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return { text, lines: text.trimEnd().split('\r\n') };
}

test('the statement tells every movement with a running balance that ends at the balance', async () => {
  const { walletId, articles } = await busyWallet();
  const first = await listStatement({ walletId, filter: 'all' });
  expect(first.entries).toHaveLength(25);
  expect(first.entries[0]).toMatchObject({ kind: 'unlock_refund', item: { slug: articles[0]?.slug } });
  expect(first.entries[0]?.balanceAfterMicros).toBe(await balanceOf(walletId));
  const second = await listStatement({ walletId, filter: 'all', before: first.next ?? '' });
  expect(second.next).toBeNull();
  const all = [...first.entries, ...second.entries];
  expect(all).toHaveLength(33);
  for (const [n, entry] of all.entries()) {
    const older = all[n + 1];
    expect(entry.balanceAfterMicros - entry.amountMicros).toBe(older?.balanceAfterMicros ?? 0n);
  }
  expect(all.at(-2)).toMatchObject({ kind: 'top_up', card: { brand: 'visa', last4: '4242' } });
  expect(all.at(-1)).toMatchObject({ kind: 'grant', amountMicros: 50_000n });
});

test('each filter shows its own lines and their true running balance', async () => {
  const { walletId } = await busyWallet();
  const kinds = async (filter: 'unlocks' | 'top-ups' | 'gifts') =>
    new Set((await listStatement({ walletId, filter })).entries.map((entry) => entry.kind));
  expect(await kinds('unlocks')).toEqual(new Set(['unlock', 'unlock_refund']));
  expect(await kinds('top-ups')).toEqual(new Set(['top_up']));
  expect(await kinds('gifts')).toEqual(new Set(['grant']));
  const { entries } = await listStatement({ walletId, filter: 'top-ups' });
  expect(entries[0]?.balanceAfterMicros).toBe(10_050_000n);
});

test('a cursor that is none is refused', async () => {
  const { walletId } = await makeReader();
  for (const before of ['', 'x', '1.2', "1.2.unlock'; --", '9'.repeat(60)])
    await expect(listStatement({ walletId, filter: 'all', before })).rejects.toMatchObject({
      code: 'invalid_input',
    });
});

test('the headline counts live unlocks and real fees', async () => {
  const { walletId } = await busyWallet();
  const totals = await getWalletTotals(walletId);
  expect(totals).toEqual({
    unlockCount: 29n,
    unlockedMicros: 29n * 35_000n,
    chargeCount: 1n,
    feeMicros: 590_000n,
    unknownFeeCount: 0n,
    unknownFeeAmountMicros: 0n,
  });
  // 29 × 30¢ + 2.9 % of $1.015 (2¢) − 59¢
  expect(computeCardFeeSavings(totals, 'usd')?.savedMicros).toBe(8_130_000n);
});

test('an empty wallet has nothing to tell', async () => {
  const { walletId } = await makeReader();
  expect(await listStatement({ walletId, filter: 'all' })).toEqual({ entries: [], next: null });
  expect(await getWalletTotals(walletId)).toMatchObject({ unlockCount: 0n, chargeCount: 0n });
  expect((await csvOf(walletId)).lines).toHaveLength(1);
});

test('the CSV has every line, exact numbers and no formula', async () => {
  const { userId, walletId, articles } = await busyWallet();
  const evil = await makeArticle(12_300n);
  await db.item.update({ where: { id: evil.itemId }, data: { title: '=HYPERLINK("http://x","a"),\n"b"' } });
  await buy({ payer: { userId }, itemId: evil.itemId, seenPriceMicros: 12_300n });
  const { text, lines } = await csvOf(walletId);
  expect(text.startsWith('\uFEFFDate,What,Title')).toBe(true);
  expect(text).toContain('"\'=HYPERLINK(""http://x"",""a""),\n""b"""');
  expect(text).toContain(',-0.0123,USD,');
  expect(lines).toHaveLength(1 + 34);
  expect(lines.filter((line) => line.includes(',-0.035,USD,'))).toHaveLength(30);
  expect(lines.at(-2)).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z,top_up,,visa,10\.00,USD,10\.05,top_up-\d+$/);
  expect(articles).toHaveLength(30);
});

test('a download that is broken off stops reading', async () => {
  const { walletId } = await busyWallet();
  let read = 0;
  async function* counted() {
    for await (const entry of streamStatement(walletId, 5)) {
      read += 1;
      yield* Array.from({ length: 400 }, () => entry);
    }
  }
  const words = { columns: {} as never, kind: (entry: { kind: string }) => entry.kind, detail: () => '' };
  const reader = writeStatementCsv(counted(), 'usd', words).getReader();
  await reader.read();
  await reader.cancel();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(read).toBeLessThan(33);
});
