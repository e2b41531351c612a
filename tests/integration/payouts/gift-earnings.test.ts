import { beforeAll, expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { sendMails } from '@/lib/desks/notify/send-mails';
import { spend } from '@/lib/ground/ledger/spend';
import { createAdapter } from '@/lib/rooms/identity/adapter';
import { mailVerifyAddress, verifyAddress } from '@/lib/rooms/identity/verify-address';
import { reverseUnlock } from '@/lib/rooms/money-back/refunds/reverse-unlock';
import { getPayoutState } from '@/lib/rooms/payouts/get-payout-state';
import { readGiftHold, releaseGiftEarnings } from '@/lib/rooms/payouts/gift-hold';
import { getOrOpenWallet } from '@/lib/rooms/wallet/get-or-open-wallet';
import { createUser } from '@/prisma/factories/create-user';
import { publishArticle } from '@/prisma/factories/publish-article';
import { browser } from '../auth/helpers';
import { DOLLAR, deliver, earn, endAtBank, makeCreator, makePayee, request } from './world';

beforeAll(() => {
  // The environment is read on first use: before anything above has asked for it.
  process.env.WELCOME_GIFT_CENTS = '100';
});

let people = 0;
const newAddress = (host = 'gifts.test') => `g${++people}@${host}`;
const giftsOf = async (walletId: bigint) =>
  (await db.grant.findMany({ where: { walletId } })).map(({ amountMicros }) => amountMicros);

async function newReader(email: string, proved: boolean) {
  const user = await createUser(db, { email });
  await db.user.update({ where: { id: user.id }, data: { emailVerified: proved ? new Date() : null } });
  return user.id;
}

async function admin() {
  const { id } = await createUser(db, { email: newAddress(), role: 'admin', adminRole: 'finance' });
  return { actorId: id, address: '', requestId: 'test' };
}

test('twelve accounts that nobody proved get no gift, so an accomplice earns nothing', async () => {
  const creator = await makePayee();
  const item = await publishArticle(db, {
    slug: 'accomplice',
    creatorId: creator.creatorId,
    title: 'An article',
    priceMicros: DOLLAR,
  });
  for (let i = 0; i < 12; i++) {
    const { walletId } = await getOrOpenWallet(await newReader(newAddress(), false));
    expect(await giftsOf(walletId)).toEqual([]);
    const unlock = await spend({ walletId, itemId: item.id, seenPriceMicros: DOLLAR });
    expect(unlock.status).toBe('insufficient_funds');
  }
});

test('twelve proved accounts of one hand: what they give an accomplice is not paid out', async () => {
  const creator = await makePayee();
  const item = await publishArticle(db, {
    slug: 'accomplice-proved',
    creatorId: creator.creatorId,
    title: 'An article',
    priceMicros: DOLLAR,
  });
  for (let i = 0; i < 12; i++) {
    const { walletId } = await getOrOpenWallet(await newReader(newAddress(), true));
    expect(await giftsOf(walletId)).toEqual([DOLLAR]);
    const unlock = await spend({ walletId, itemId: item.id, seenPriceMicros: DOLLAR });
    expect(unlock.status).toBe('unlocked');
  }
  await pool.query('SELECT settle_account($1, clock_timestamp(), 10)', [creator.pendingAccountId]);
  const earned = 10_800_000n;
  expect(await getPayoutState(creator.creatorId)).toMatchObject({
    balance: { availableMicros: earned },
    giftHold: { heldMicros: earned, roomMicros: 5n * DOLLAR },
    payableMicros: 5n * DOLLAR,
    refusal: 'below',
  });
  await expect(request(creator.creatorId, { amountMicros: earned })).rejects.toMatchObject({
    code: 'payout_too_large',
  });
  await expect(request(creator.creatorId)).rejects.toMatchObject({ code: 'payout_below_minimum' });

  const own = { actorId: creator.userId, address: '', requestId: 'test' };
  const release = { creatorId: creator.creatorId, currency: 'usd' as const, note: 'Real readers.' };
  const refusals = [
    [{ seenMicros: earned, by: own }, 'own_account'],
    [{ seenMicros: earned - 1n, by: await admin() }, 'balance_changed'],
    [{ seenMicros: earned, by: await admin(), note: ' ' }, 'invalid_input'],
  ] as const;
  for (const [given, code] of refusals)
    await expect(releaseGiftEarnings({ ...release, ...given })).rejects.toMatchObject({ code });
  const by = await admin();
  await releaseGiftEarnings({ ...release, seenMicros: earned, by });
  await expect(releaseGiftEarnings({ ...release, seenMicros: earned, by })).rejects.toMatchObject({
    code: 'balance_changed',
  });
  expect((await request(creator.creatorId, { amountMicros: earned })).status).toBe('sent');
});

test('paid money goes first, and gifts after it up to the month’s cap', async () => {
  const creator = await makePayee();
  const { creatorId } = creator;
  await earn(creator, 20n * DOLLAR);
  await earn(creator, 12n * DOLLAR, { gift: true });
  const state = () => getPayoutState(creatorId);
  expect(await state()).toMatchObject({
    payableMicros: 25n * DOLLAR,
    giftHold: { heldMicros: 12n * DOLLAR },
  });
  await expect(request(creatorId, { amountMicros: 26n * DOLLAR })).rejects.toMatchObject({
    code: 'payout_too_large',
  });
  // Nothing held is touched while paid money is enough.
  await request(creatorId, { amountMicros: 19n * DOLLAR });
  expect(await db.giftRelease.count({ where: { creatorId, payoutId: { not: null } } })).toBe(0);
  expect((await state()).giftHold).toEqual({ heldMicros: 12n * DOLLAR, roomMicros: 5n * DOLLAR });
  await deliver();
  await endAtBank(creator.accountId, 'pay');
  // One dollar of the paid money is left.
  await earn(creator, 10n * DOLLAR);
  expect((await state()).payableMicros).toBe(16n * DOLLAR);
  const second = await request(creatorId);
  expect(await db.giftRelease.findMany({ where: { creatorId, payoutId: { not: null } } })).toMatchObject([
    { payoutId: second.payoutId, amountMicros: 5n * DOLLAR, capMicros: 5n * DOLLAR, actorId: null },
  ]);
  expect((await state()).giftHold).toEqual({ heldMicros: 7n * DOLLAR, roomMicros: 0n });
  expect((await state()).payableMicros).toBe(0n);
});

test('an unlock by gift that an admin takes back from available is no longer held', async () => {
  const creator = await makeCreator();
  await earn(creator, 4n * DOLLAR, { gift: true });
  const unlock = await db.unlock.findFirstOrThrow({ where: { item: { creatorId: creator.creatorId } } });
  expect((await readGiftHold(db, creator.creatorId, 'usd')).heldMicros).toBe(4n * DOLLAR);
  await reverseUnlock({
    unlockId: unlock.id,
    source: 'available',
    note: 'Not meant.',
    act: await admin(),
    locale: 'en',
  });
  expect(await readGiftHold(db, creator.creatorId, 'usd')).toEqual({ heldMicros: 0n, roomMicros: 0n });
});

test('the gift comes once the address is proved, and once for each mailbox', async () => {
  const email = newAddress();
  const userId = await newReader(email, false);
  const { walletId } = await getOrOpenWallet(userId);
  expect(await giftsOf(walletId)).toEqual([]);
  const viewer = {
    userId,
    sessionId: '',
    email,
    name: null,
    role: 'reader' as const,
    adminRole: null,
    timeZone: null,
  };
  const prove = async () => {
    await mailVerifyAddress(userId, 'en');
    await sendMails();
    const mail = await db.localMail.findFirstOrThrow({
      where: { recipient: email },
      orderBy: { id: 'desc' },
    });
    const token = new URL(mail.text.match(/https?:\/\/\S+/)?.[0] ?? '').searchParams.get('token') ?? '';
    return verifyAddress({ ...viewer, hasSecondFactor: false, isProved: true }, token, browser());
  };
  expect(await prove()).toBe(true);
  expect(await prove()).toBe(true);
  expect(await giftsOf(walletId)).toEqual([DOLLAR]);
  // The same mailbox under other spellings.
  const name = `dotted${people}`;
  const spellings = [`${name}@gmail.com`, `dot.ted${people}@gmail.com`, `${name}+more@googlemail.com`];
  const gifts = [];
  for (const spelling of spellings) {
    const { walletId: one } = await getOrOpenWallet(await newReader(spelling, true));
    gifts.push(await giftsOf(one));
  }
  expect(gifts).toEqual([[DOLLAR], [], []]);
});

test('a proof from outside any session brings the gift to a wallet that was opened before', async () => {
  const userId = await newReader(newAddress(), false);
  const { walletId } = await getOrOpenWallet(userId);
  await createAdapter(browser(), null).updateUser?.({ id: String(userId), emailVerified: new Date() });
  expect(await giftsOf(walletId)).toEqual([DOLLAR]);
});

test('opening the wallet and proving the address at once bring one gift', async () => {
  for (let i = 0; i < 10; i++) {
    const userId = await newReader(newAddress(), false);
    await Promise.all([
      getOrOpenWallet(userId),
      createAdapter(browser(), null).updateUser?.({ id: String(userId), emailVerified: new Date() }),
      getOrOpenWallet(userId),
    ]);
    const { walletId } = await getOrOpenWallet(userId);
    expect(await giftsOf(walletId)).toEqual([DOLLAR]);
  }
});
