import { expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { getArticle } from '@/lib/rooms/catalog/get-article';
import { buy } from '@/lib/rooms/unlocks/buy';
import { getUnlockedBody } from '@/lib/rooms/unlocks/get-unlocked-body';
import { listLibrary } from '@/lib/rooms/unlocks/list-library';
import { undo } from '@/lib/rooms/unlocks/undo';
import { makeArticle, makeAuthor, makeReader } from './world';

const guest = { readerId: null, currency: 'usd' };

test('the body is for who unlocked it and for its creator, and for nobody else', async () => {
  const author = await makeAuthor();
  const article = await makeArticle(author.id);
  const [reader, stranger] = [await makeReader(1_000_000n), await makeReader(1_000_000n)];

  expect(await getUnlockedBody(article.id, reader.userId)).toBeNull();
  const unlock = await buy({
    payer: { userId: reader.userId },
    itemId: article.id,
    seenPriceMicros: article.priceMicros,
  });
  expect(unlock).toMatchObject({ charged: true, priceMicros: 35_000n, balanceMicros: 965_000n });
  expect(await getUnlockedBody(article.id, reader.userId)).toBe('SECRET BODY');
  expect(await getUnlockedBody(article.id, stranger.userId)).toBeNull();
  expect(await getUnlockedBody(article.id, author.userId)).toBe('SECRET BODY');
  expect(await getUnlockedBody(article.id + 1_000n, reader.userId)).toBeNull();
  expect(await getUnlockedBody(article.id, 0n)).toBeNull();
});

test('what a page reads of an article never holds the body', async () => {
  const author = await makeAuthor();
  const article = await makeArticle(author.id, { teaser: 'Free lines.' });
  const reader = await makeReader(1_000_000n);
  for (const readerId of [null, reader.userId]) {
    const shown = await getArticle(article.slug, { readerId, currency: 'usd' });
    expect(shown).toMatchObject({ teaser: 'Free lines.', priceMicros: 35_000n, owned: false, unlock: null });
    expect(
      Object.values(shown ?? {})
        .map(String)
        .join(),
    ).not.toContain('SECRET');
  }
});

test('taking an unlock back takes the body back too; a repeat and a second unlock are safe', async () => {
  const author = await makeAuthor();
  const article = await makeArticle(author.id);
  const { userId } = await makeReader(100_000n);
  const request = { payer: { userId }, itemId: article.id, seenPriceMicros: article.priceMicros };

  const first = await buy(request);
  expect(await buy(request)).toEqual({ ...first, charged: false });
  expect(await undo({ userId, unlockId: first.unlockId })).toEqual({
    amountMicros: 35_000n,
    balanceMicros: 100_000n,
  });
  expect(await getUnlockedBody(article.id, userId)).toBeNull();
  expect(await undo({ userId, unlockId: first.unlockId })).toEqual({
    amountMicros: 35_000n,
    balanceMicros: 100_000n,
  });
  const second = await buy(request);
  expect(second.charged).toBe(true);
  expect(second.unlockId).not.toBe(first.unlockId);
});

test("another reader's unlock cannot be taken back", async () => {
  const author = await makeAuthor();
  const article = await makeArticle(author.id);
  const [owner, stranger] = [await makeReader(100_000n), await makeReader()];
  const { unlockId } = await buy({
    payer: { userId: owner.userId },
    itemId: article.id,
    seenPriceMicros: article.priceMicros,
  });
  await expect(undo({ userId: stranger.userId, unlockId })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('refusals carry what the page has to say', async () => {
  const author = await makeAuthor();
  const article = await makeArticle(author.id);
  const poor = await makeReader(10_000n);
  const request = { payer: { userId: poor.userId }, itemId: article.id };
  await expect(buy({ ...request, seenPriceMicros: 35_000n })).rejects.toMatchObject({
    code: 'insufficient_funds',
    details: { priceMicros: '35000', balanceMicros: '10000' },
  });
  await expect(buy({ ...request, seenPriceMicros: 1_000n })).rejects.toMatchObject({
    code: 'price_changed',
    details: { priceMicros: '35000' },
  });
  await expect(
    buy({ payer: { userId: poor.userId }, itemId: 9_999_999n, seenPriceMicros: 1n }),
  ).rejects.toMatchObject({ code: 'item_unavailable' });
  await expect(
    buy({ payer: { userId: 9_999_999n }, itemId: article.id, seenPriceMicros: 1n }),
  ).rejects.toMatchObject({ code: 'signed_out' });
  await expect(buy({ ...request, itemId: 2n ** 64n, seenPriceMicros: 1n })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await expect(buy({ ...request, seenPriceMicros: 2n ** 64n })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await db.wallet.update({ where: { id: poor.walletId }, data: { status: 'frozen' } });
  await expect(buy({ ...request, seenPriceMicros: 35_000n })).rejects.toMatchObject({
    code: 'wallet_frozen',
  });
});

test('a withdrawn article is gone for all but its owners, and stays in their library', async () => {
  const author = await makeAuthor();
  const article = await makeArticle(author.id);
  const [owner, other] = [await makeReader(100_000n), await makeReader(100_000n)];
  const request = { itemId: article.id, seenPriceMicros: article.priceMicros };
  await buy({ ...request, payer: { userId: owner.userId } });
  await db.item.update({ where: { id: article.id }, data: { status: 'withdrawn' } });

  expect(await getArticle(article.slug, guest)).toBeNull();
  expect(await getArticle(article.slug, { readerId: other.userId, currency: 'usd' })).toBeNull();
  await expect(buy({ ...request, payer: { userId: other.userId } })).rejects.toMatchObject({
    code: 'item_unavailable',
  });
  const reading = { readerId: owner.userId, currency: 'usd' };
  expect(await getArticle(article.slug, reading)).toMatchObject({ forSale: false, owned: true });
  expect(await getUnlockedBody(article.id, owner.userId)).toBe('SECRET BODY');
  const library = await listLibrary(reading, { page: 1, size: 10 });
  expect(library).toMatchObject({
    total: 1,
    entries: [{ item: { slug: article.slug }, paidMicros: 35_000n }],
  });
});

test('drafts and articles for later are seen by their creator only', async () => {
  const author = await makeAuthor();
  const draft = await makeArticle(author.id, { status: 'draft' });
  const later = await makeArticle(author.id, { publishedAt: new Date(Date.now() + 3_600_000) });
  for (const { slug } of [draft, later]) {
    expect(await getArticle(slug, guest)).toBeNull();
    expect(await getArticle(slug, { readerId: author.userId, currency: 'usd' })).toMatchObject({
      own: true,
      forSale: false,
    });
  }
});
