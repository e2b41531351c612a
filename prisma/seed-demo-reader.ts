import { randomUUID } from 'node:crypto';
import { db } from '../lib/core/db.ts';
import { grantPromotion, spend } from '../lib/ground/ledger/index.ts';
import { recordView } from '../lib/rooms/views/index.ts';
import { createTopUp, fulfilTopUp, getOrOpenWallet } from '../lib/rooms/wallet/index.ts';

const DAY_MS = 86_400_000;
const GIFT_DAYS = 90;
const READ_BEFORE = [
  'the-digit-that-watches',
  'every-number-twice',
  'flat-from-nothing',
  'paying-for-the-white',
  'the-square-hole',
  'which-way-the-spine-reads',
];

const CAME_FROM = ['home', 'topic', 'search', 'creator'];

/**
 * Gives the demo reader a past: a gift, one top-up paid on the sandbox's Checkout page, and a few unlocks, all through the
 * code that a person's clicks would run. Does nothing for a reader who has topped up before.
 */
export async function seedDemoReader(email: string): Promise<void> {
  const user = await db.user.findUniqueOrThrow({ where: { email }, select: { id: true } });
  const wallet = await getOrOpenWallet(user.id);
  if (await db.topUp.count({ where: { walletId: wallet.walletId } })) return;
  await db.$transaction((tx) =>
    grantPromotion(tx, {
      walletId: wallet.walletId,
      amountMicros: wallet.currency === 'krw' ? 1_000_000_000n : 1_000_000n,
      grantKey: 'demo',
      expiresAt: new Date(Date.now() + GIFT_DAYS * DAY_MS),
    }),
  );
  await topUp(user.id, wallet.currency === 'krw' ? '10000' : '10');
  for (const [n, slug] of READ_BEFORE.entries()) {
    await view(slug, user.id, CAME_FROM[n % CAME_FROM.length] ?? 'direct');
    await unlock(slug, wallet);
  }
}

async function topUp(userId: bigint, amount: string): Promise<void> {
  const input = {
    userId,
    requestKey: randomUUID(),
    amount,
    saveCard: false,
    wanted: null,
    locale: 'en' as const,
  };
  const { topUpId, url } = await createTopUp(input);
  const form = {
    method: 'card',
    number: '4242424242424242',
    expiry: '12 / 40',
    cvc: '123',
    name: 'Demo Reader',
    attempt: randomUUID(),
  };
  const paid = await fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  if (paid.status !== 303) throw new Error(`The sandbox's Checkout page answered ${paid.status}.`);
  const { sessionRef } = await db.topUp.findUniqueOrThrow({
    where: { id: topUpId },
    select: { sessionRef: true },
  });
  await fulfilTopUp(sessionRef ?? '');
}

/** The visit before the unlock, as the article's page counts it: creators see where their readers came from. */
async function view(slug: string, readerId: bigint, source: string): Promise<void> {
  const { id: itemId } = await db.item.findUniqueOrThrow({ where: { slug }, select: { id: true } });
  await recordView({ itemId, readerId, address: '', userAgent: 'demo', source, country: 'unknown' });
}

async function unlock(slug: string, wallet: { walletId: bigint; currency: string }): Promise<void> {
  const price = await db.itemPrice.findFirstOrThrow({ where: { item: { slug }, currency: wallet.currency } });
  const result = await spend({
    walletId: wallet.walletId,
    itemId: price.itemId,
    seenPriceMicros: price.priceMicros,
  });
  if (result.status !== 'unlocked') throw new Error(`${slug}: ${result.status}`);
}
