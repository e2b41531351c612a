import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { POST } from '@/app/api/unlocks/route';
import { db } from '@/lib/core/db';
import { writeSessionCookie } from '@/lib/core/session-cookie';
import { grantPromotion } from '@/lib/ground/ledger/grant-promotion';
import { openWallet } from '@/lib/ground/ledger/open-wallet';
import { searchItems } from '@/lib/rooms/catalog/search-items';
import { buy } from '@/lib/rooms/unlocks/buy';
import { makeArticle, makeAuthor, makeReader } from '../items/world';

async function signIn(userId: bigint): Promise<string> {
  const id = randomUUID();
  await db.session.create({ data: { id, userId, expiresAt: new Date(Date.now() + 3_600_000) } });
  return id;
}

function post(sessionId: string, itemId: bigint) {
  return POST(
    new NextRequest('http://localhost:3000/api/unlocks', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: `farthing-session=${writeSessionCookie(sessionId)}`,
      },
      body: JSON.stringify({ itemId: String(itemId), seenPriceMicros: '35000' }),
    }),
  );
}

test('creators do not buy their own items, by any way, and may buy those of others', async () => {
  const [author, colleague] = [await makeAuthor(), await makeAuthor()];
  const [own, other] = [await makeArticle(author.id), await makeArticle(colleague.id)];
  const wallet = await openWallet(db, { userId: author.userId, currency: 'usd' });
  await grantPromotion(db, { walletId: wallet.id, amountMicros: 100_000n, grantKey: 't', expiresAt: null });
  const sessionId = await signIn(author.userId);
  const seenPriceMicros = 35_000n;
  const refused = { code: 'own_item' };

  const request = { payer: { userId: author.userId }, itemId: own.id, seenPriceMicros };
  await expect(buy(request)).rejects.toMatchObject(refused);
  await expect(buy({ payer: { sessionId }, itemId: own.id, seenPriceMicros })).rejects.toMatchObject(refused);
  const answer = await post(sessionId, own.id);
  expect([answer.status, await answer.json()]).toEqual([403, { ok: false, code: 'own_item' }]);
  expect(await db.unlock.count({ where: { readerId: author.userId } })).toBe(0);

  expect((await post(sessionId, other.id)).status).toBe(200);
  expect(await db.unlock.count({ where: { readerId: author.userId } })).toBe(1);
});

test('too many unlock requests of one session are refused for a while, and no others', async () => {
  const author = await makeAuthor();
  const article = await makeArticle(author.id);
  const [busy, calm] = [await makeReader(100_000n), await makeReader(100_000n)];
  const [busySession, calmSession] = [await signIn(busy.userId), await signIn(calm.userId)];
  const statuses: number[] = [];
  // Two windows at most are met, however slow the machine is within a minute: 1,201 requests pass one limit
  // at least.
  for (let sent = 0; sent < 1_201 && statuses.at(-1) !== 429; sent += 100) {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => post(busySession, article.id).then(({ status }) => status)),
    );
    statuses.push(...answers.sort());
  }
  expect(statuses).toContain(200);
  expect(statuses.at(-1)).toBe(429);
  expect((await post(calmSession, article.id)).status).toBe(200);
});

test('a page past the end of a search shows the last page and the true number', async () => {
  const author = await makeAuthor();
  for (let n = 0; n < 5; n += 1) await makeArticle(author.id, { title: `Pangolin number ${n}` });
  const reading = { readerId: null, currency: 'usd' };
  const past = await searchItems(reading, 'pangolin', { page: 40, size: 2 });
  expect(past).toMatchObject({ total: 5, page: 3, pages: 3 });
  expect(past.entries).toHaveLength(1);
  expect(await searchItems(reading, 'pangolin', { page: 40, size: 9 })).toMatchObject({ total: 5, page: 1 });
  expect(await searchItems(reading, 'no such word', { page: 40, size: 9 })).toMatchObject({ total: 0 });
});
