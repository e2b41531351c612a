import { expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { setWalletFrozen } from '@/lib/desks/backoffice/people/set-wallet-frozen';
import { applyDispute } from '@/lib/rooms/money-back/disputes/apply-dispute';
import { countToDecide, getDispute, listDisputes, listHolds } from '@/lib/rooms/money-back/disputes/queries';
import { listBrokenLaws } from '../ledger/world';
import {
  auditOf,
  control,
  DOLLAR,
  deliver,
  makeAdmin,
  makePayer,
  sendEvent,
  webhookUrl,
} from '../refunds/world';
import { CARD, disputeOf, end, namedBy, readAgain, rowOf, walletOf } from './world';

test('a wallet that an admin put on hold stays so when the dispute is won', async () => {
  const { topUpId, walletId, chargeRef } = await makePayer([10]);
  await db.wallet.update({
    where: { id: walletId },
    data: { status: 'frozen', frozenAt: new Date(), frozenReason: 'Under review' },
  });
  await control(`charges/${chargeRef}/dispute`);
  await deliver();
  const { id, disputeRef } = await disputeOf(topUpId);
  expect(await getDispute(id)).toMatchObject({ holds: true, frozenByAdmin: true });
  await end(disputeRef, 'win');
  expect(await walletOf(walletId)).toEqual({ status: 'frozen', frozenReason: 'Under review' });
});

test('two disputes of one wallet: free when both are won; it names the one that holds it', async () => {
  const { walletId, topUps } = await makePayer([5, 10]);
  for (const { chargeRef } of topUps) await control(`charges/${chargeRef}/dispute`);
  await deliver();
  const [first, second] = await db.dispute.findMany({ where: { walletId }, orderBy: { id: 'asc' } });
  expect(await namedBy(walletId)).toBe(first?.id);
  await end(String(first?.disputeRef), 'win');
  expect(await walletOf(walletId)).toEqual({
    status: 'frozen',
    frozenReason: `Dispute ${second?.disputeRef}`,
  });
  expect(await namedBy(walletId)).toBe(second?.id);
  await end(String(second?.disputeRef), 'win');
  expect((await walletOf(walletId)).status).toBe('active');
  expect(await namedBy(walletId)).toBeNull();
});

test('what an admin releases stays released whatever the bank does; a new dispute holds again', async () => {
  const act = await makeAdmin();
  const { walletId, topUps } = await makePayer([5, 10]);
  const [older, newer] = topUps;
  await control(`charges/${older?.chargeRef}/dispute`);
  await deliver();
  const first = await disputeOf(older?.topUpId ?? 0n);
  await setWalletFrozen({ walletId, reason: null }, act);
  expect((await auditOf('wallet', walletId)).at(-1)).toMatchObject({
    actorId: act.actorId,
    action: 'release_wallet',
    before: { status: 'frozen', reason: `Dispute ${first.disputeRef}` },
    after: { disputes: [String(first.id)] },
  });
  await readAgain();
  await sendEvent('charge.dispute.updated', { id: first.disputeRef, object: 'dispute' });
  expect((await walletOf(walletId)).status).toBe('active');
  await end(first.disputeRef, 'lose');
  expect((await walletOf(walletId)).status).toBe('active');
  expect((await getDispute(first.id))?.holds).toBe(false);

  await control(`charges/${newer?.chargeRef}/dispute`);
  await deliver();
  const second = await disputeOf(newer?.topUpId ?? 0n);
  expect(await namedBy(walletId)).toBe(second.id);
  // Won after all: the first asks no more, so the wallet is free.
  await end(second.disputeRef, 'win');
  expect((await walletOf(walletId)).status).toBe('active');
});

test('an admin and the bank at once: nothing deadlocks, and the release lasts', async () => {
  const act = await makeAdmin();
  const { topUpId, walletId } = await makePayer([10], CARD);
  const { id, disputeRef } = await disputeOf(topUpId);
  await Promise.all([
    setWalletFrozen({ walletId, reason: null }, act),
    ...Array.from({ length: 6 }, () => applyDispute(disputeRef)),
    setWalletFrozen({ walletId, reason: null }, act),
  ]);
  expect(await walletOf(walletId)).toEqual({ status: 'active', frozenReason: null });
  expect(await rowOf(id)).toMatchObject({ holdEndedAt: expect.any(Date) });
});

test('a lost dispute waits in a list until an admin releases or keeps the wallet', async () => {
  const act = await makeAdmin();
  for (const reason of [null, 'A stolen card.']) {
    const { topUpId, walletId } = await makePayer([10], CARD);
    const { id, disputeRef } = await disputeOf(topUpId);
    const waits = async () => (await listDisputes('decide')).some((one) => one.id === id);
    expect(await waits()).toBe(false);
    await end(disputeRef, 'lose');
    expect(await waits()).toBe(true);
    expect(await countToDecide()).toBeGreaterThan(0);
    expect(await listHolds(walletId)).toEqual([{ disputeId: id }]);
    await setWalletFrozen({ walletId, reason }, act);
    expect(await waits()).toBe(false);
    // Given back after all: what an admin keeps on hold stays so.
    await end(disputeRef, 'reinstate');
    const status = reason === null ? 'active' : 'frozen';
    expect(await walletOf(walletId)).toEqual({ status, frozenReason: reason });
  }
});

test('keeping the wallet of a lost dispute decides nothing about another that is open', async () => {
  const act = await makeAdmin();
  const { walletId, topUps } = await makePayer([5, 10]);
  for (const { chargeRef } of topUps) await control(`charges/${chargeRef}/dispute`);
  await deliver();
  const [lost, open] = await db.dispute.findMany({ where: { walletId }, orderBy: { id: 'asc' } });
  expect(await getDispute(lost?.id ?? 0n)).toMatchObject({ holds: true, frozenByAdmin: false });
  await end(String(lost?.disputeRef), 'lose');
  await setWalletFrozen({ walletId, reason: 'A stolen card.' }, act);
  expect((await auditOf('wallet', walletId)).at(-1)?.after).toMatchObject({ disputes: [String(lost?.id)] });
  // Named where the freeze is lifted; lost too, it waits for a decision of its own.
  expect(await listHolds(walletId)).toEqual([{ disputeId: open?.id }]);
  await end(String(open?.disputeRef), 'lose');
  expect((await listDisputes('decide')).map(({ id }) => id)).toContain(open?.id);
  await setWalletFrozen({ walletId, reason: null }, act);
  expect((await auditOf('wallet', walletId)).at(-1)?.after).toMatchObject({ disputes: [String(open?.id)] });
  expect(await listHolds(walletId)).toEqual([]);
});

test('a hold that names a dispute which has ended is a broken law', async () => {
  const { walletId, topUps } = await makePayer([5, 5]);
  for (const { chargeRef } of topUps) await control(`charges/${chargeRef}/dispute`);
  await deliver();
  const [ended, asking] = await db.dispute.findMany({ where: { walletId }, orderBy: { id: 'asc' } });
  await end(String(ended?.disputeRef), 'win');
  const name = (frozenDisputeId?: bigint) =>
    db.wallet.update({ where: { id: walletId }, data: { frozenDisputeId } });
  await name(ended?.id);
  expect((await listBrokenLaws()).join('\n')).toMatch(/^A wallet is on hold/m);
  await name(asking?.id);
  expect((await listBrokenLaws()).join('\n')).not.toMatch(/^A wallet is on hold/m);
});

test('first heard of when it is lost: the wallet is on hold all the same', async () => {
  const { topUpId, walletId, chargeRef } = await makePayer([10]);
  await control('settings', { webhookUrl: null });
  const { id } = (await control(`charges/${chargeRef}/dispute`)) as { id: string };
  await control(`disputes/${id}/lose`);
  await control('settings', { webhookUrl });
  await applyDispute(id);
  expect(await disputeOf(topUpId)).toMatchObject({ status: 'lost', lostLotMicros: 10n * DOLLAR });
  expect((await walletOf(walletId)).status).toBe('frozen');
});
