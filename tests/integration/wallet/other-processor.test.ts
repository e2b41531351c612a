import { randomUUID } from 'node:crypto';
import { afterAll, expect, test, vi } from 'vitest';
import { db } from '@/lib/core/db';
import { getWalletBalance } from '@/lib/ground/ledger/get-wallet-balance';
import { ProcessorError } from '@/lib/ground/payments/port/errors';
import { refundTopUp } from '@/lib/rooms/money-back/refunds/refund-top-up';
import { cancelTopUp } from '@/lib/rooms/wallet/cancel-top-up';
import { createTopUp } from '@/lib/rooms/wallet/create-top-up';
import { fulfilTopUp } from '@/lib/rooms/wallet/fulfil-top-up';
import { createUser } from '@/prisma/factories/create-user';
import { listBrokenLaws, makeReader } from '../ledger/world';

const fake = await vi.hoisted(async () => (await import('../../support/fake-processor')).makeFakeProcessor());
vi.mock('@/lib/ground/payments/stripe/processor', () => ({ stripeProcessor: fake.processor }));

const DOLLAR = 1_000_000n;
afterAll(async () => expect(await listBrokenLaws()).toEqual([]));

async function readerOf() {
  const { userId, walletId } = await makeReader();
  const requestKey = randomUUID();
  const wanted = { userId, requestKey, amount: '10', saveCard: false, wanted: null, locale: 'en' as const };
  return { userId, walletId, start: () => createTopUp(wanted) };
}

const pageOf = async (topUpId: bigint) =>
  String((await db.topUp.findUniqueOrThrow({ where: { id: topUpId } })).sessionRef);

const balanceOf = async (walletId: bigint) => (await getWalletBalance(walletId)).totalMicros;

test('a top-up and its refund go through a processor that is not Stripe', async () => {
  const { walletId, start } = await readerOf();
  const { topUpId, url } = await start();
  const page = await pageOf(topUpId);
  expect(url).toBe(`https://pay.example/${page}`);
  expect((await start()).url).toBe(url);
  await fulfilTopUp(page);
  expect(await balanceOf(walletId)).toBe(0n);

  fake.pay(page, 590_000n);
  await Promise.all([fulfilTopUp(page), fulfilTopUp(page)]);
  expect(await balanceOf(walletId)).toBe(10n * DOLLAR);
  expect(await db.topUp.findUniqueOrThrow({ where: { id: topUpId } })).toMatchObject({
    ...{ status: 'paid', feeMicros: 590_000n, cardBrand: 'fake' },
  });

  const admin = await createUser(db, { email: 'admin@other-processor.test' });
  const give = {
    ...{ topUpId, requestKey: randomUUID(), amountMicros: 4n * DOLLAR, note: 'The reader asked for it.' },
    ...({ reason: 'requested_by_customer', role: 'owner', locale: 'en' } as const),
    act: { actorId: admin.id, address: '192.0.2.7', requestId: randomUUID() },
  };
  await db.user.update({ where: { id: admin.id }, data: { role: 'admin', adminRole: 'owner' } });
  expect(await refundTopUp(give)).toMatchObject({ status: 'succeeded', amountMicros: 4n * DOLLAR });
  expect(await refundTopUp(give)).toMatchObject({ status: 'succeeded' });
  expect(fake.refunds.size).toBe(1);
  expect(await balanceOf(walletId)).toBe(6n * DOLLAR);
});

test('each fault of it has the outcome that it has with Stripe', async () => {
  const { userId, start } = await readerOf();
  const cause = new Error('from its own client');
  fake.fail(new ProcessorError('unreachable', null, cause));
  await expect(start()).rejects.toMatchObject({ code: 'payment_unavailable' });
  // The same press again opens the same top-up.
  const { topUpId } = await start();
  const page = await pageOf(topUpId);
  fake.fail(new ProcessorError('stored_failure', null, cause));
  await expect(cancelTopUp({ userId, topUpId })).rejects.toMatchObject({ code: 'payment_unavailable' });
  // It was paid in that moment: what it became counts.
  fake.pay(page, 0n);
  const closed = vi
    .spyOn(fake.processor, 'closeTopUp')
    .mockRejectedValueOnce(new ProcessorError('refused', 'not_open', cause));
  expect(await cancelTopUp({ userId, topUpId })).toBe('paid');
  expect(closed).toHaveBeenCalledWith(page);
});
