import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
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
  const { topUpId, walletId, chargeId } = await makePayer([10]);
  await db.wallet.update({
    where: { id: walletId },
    data: { status: 'frozen', frozenAt: new Date(), frozenReason: 'Under review' },
  });
  await control(`charges/${chargeId}/dispute`);
  await deliver();
  const { id, stripeDisputeId } = await disputeOf(topUpId);
  expect(await getDispute(id)).toMatchObject({ holds: true, frozenByAdmin: true });
  await end(stripeDisputeId, 'win');
  expect(await walletOf(walletId)).toEqual({ status: 'frozen', frozenReason: 'Under review' });
});

test('two disputes of one wallet: it is free when both are won, and names the one that holds it', async () => {
  const { walletId, topUps } = await makePayer([5, 10]);
  for (const { chargeId } of topUps) await control(`charges/${chargeId}/dispute`);
  await deliver();
  const [first, second] = await db.dispute.findMany({ where: { walletId }, orderBy: { id: 'asc' } });
  expect(await namedBy(walletId)).toBe(first?.id);
  await end(String(first?.stripeDisputeId), 'win');
  expect(await walletOf(walletId)).toEqual({
    status: 'frozen',
    frozenReason: `Dispute ${second?.stripeDisputeId}`,
  });
  expect(await namedBy(walletId)).toBe(second?.id);
  await end(String(second?.stripeDisputeId), 'win');
  expect((await walletOf(walletId)).status).toBe('active');
  expect(await namedBy(walletId)).toBeNull();
});

test('what an admin releases stays released, whatever the bank does next; a new dispute asks anew', async () => {
  const act = await makeAdmin();
  const { walletId, topUps } = await makePayer([5, 10]);
  const [older, newer] = topUps;
  await control(`charges/${older?.chargeId}/dispute`);
  await deliver();
  const first = await disputeOf(older?.topUpId ?? 0n);
  await setWalletFrozen({ walletId, reason: null }, act);
  expect((await auditOf('wallet', walletId)).at(-1)).toMatchObject({
    actorId: act.actorId,
    action: 'release_wallet',
    before: { status: 'frozen', reason: `Dispute ${first.stripeDisputeId}` },
    after: { disputes: [String(first.id)] },
  });
  await readAgain();
  await sendEvent('charge.dispute.updated', { id: first.stripeDisputeId, object: 'dispute' });
  expect((await walletOf(walletId)).status).toBe('active');
  await end(first.stripeDisputeId, 'lose');
  expect((await walletOf(walletId)).status).toBe('active');
  expect((await getDispute(first.id))?.holds).toBe(false);

  await control(`charges/${newer?.chargeId}/dispute`);
  await deliver();
  const second = await disputeOf(newer?.topUpId ?? 0n);
  expect(await namedBy(walletId)).toBe(second.id);
  // Won after all: the first asks no more, so the wallet is free.
  await end(second.stripeDisputeId, 'win');
  expect((await walletOf(walletId)).status).toBe('active');
});

test('an admin and the bank at once: nothing deadlocks, and the release lasts', async () => {
  const act = await makeAdmin();
  const { topUpId, walletId } = await makePayer([10], CARD);
  const { id, stripeDisputeId } = await disputeOf(topUpId);
  await Promise.all([
    setWalletFrozen({ walletId, reason: null }, act),
    ...Array.from({ length: 6 }, () => applyDispute(stripeDisputeId)),
    setWalletFrozen({ walletId, reason: null }, act),
  ]);
  expect(await walletOf(walletId)).toEqual({ status: 'active', frozenReason: null });
  expect(await rowOf(id)).toMatchObject({ holdEndedAt: expect.any(Date) });
});

test('a lost dispute waits in a list until an admin releases the wallet, or keeps it with a reason', async () => {
  const act = await makeAdmin();
  for (const reason of [null, 'A stolen card.']) {
    const { topUpId, walletId } = await makePayer([10], CARD);
    const { id, stripeDisputeId } = await disputeOf(topUpId);
    const waits = async () => (await listDisputes('decide')).some((one) => one.id === id);
    expect(await waits()).toBe(false);
    await end(stripeDisputeId, 'lose');
    expect(await waits()).toBe(true);
    expect(await countToDecide()).toBeGreaterThan(0);
    expect(await listHolds(walletId)).toEqual([{ disputeId: id }]);
    await setWalletFrozen({ walletId, reason }, act);
    expect(await waits()).toBe(false);
    // Given back after all: what an admin keeps on hold stays so.
    await end(stripeDisputeId, 'reinstate');
    const status = reason === null ? 'active' : 'frozen';
    expect(await walletOf(walletId)).toEqual({ status, frozenReason: reason });
  }
});

test('an admin who keeps the wallet of a lost dispute has not decided about another that is open', async () => {
  const act = await makeAdmin();
  const { walletId, topUps } = await makePayer([5, 10]);
  for (const { chargeId } of topUps) await control(`charges/${chargeId}/dispute`);
  await deliver();
  const [lost, open] = await db.dispute.findMany({ where: { walletId }, orderBy: { id: 'asc' } });
  expect(await getDispute(lost?.id ?? 0n)).toMatchObject({ holds: true, frozenByAdmin: false });
  await end(String(lost?.stripeDisputeId), 'lose');
  await setWalletFrozen({ walletId, reason: 'A stolen card.' }, act);
  expect((await auditOf('wallet', walletId)).at(-1)?.after).toMatchObject({ disputes: [String(lost?.id)] });
  // Named where the freeze is lifted; lost too, it waits for a decision of its own.
  expect(await listHolds(walletId)).toEqual([{ disputeId: open?.id }]);
  await end(String(open?.stripeDisputeId), 'lose');
  expect((await listDisputes('decide')).map(({ id }) => id)).toContain(open?.id);
  await setWalletFrozen({ walletId, reason: null }, act);
  expect((await auditOf('wallet', walletId)).at(-1)?.after).toMatchObject({ disputes: [String(open?.id)] });
  expect(await listHolds(walletId)).toEqual([]);
});

test('holds that were given to disputes that had ended are put right, once', async () => {
  const act = await makeAdmin();
  const held = async (count: number) => {
    const { walletId, topUps } = await makePayer(Array.from({ length: count }, () => 5));
    for (const { chargeId } of topUps) await control(`charges/${chargeId}/dispute`);
    await deliver();
    const disputes = await db.dispute.findMany({ where: { walletId }, orderBy: { id: 'asc' } });
    return { walletId, ids: disputes.map(({ id }) => id), names: disputes.map((one) => one.stripeDisputeId) };
  };
  const misname = ({ walletId, ids, names }: Awaited<ReturnType<typeof held>>) =>
    db.wallet.update({
      where: { id: walletId },
      data: {
        status: 'frozen',
        frozenAt: new Date(),
        frozenReason: `Dispute ${names[0]}`,
        frozenDisputeId: ids[0],
      },
    });
  // Names one that was won while another asks; names one that was won, and none asks.
  const passedOn = await held(2);
  await end(String(passedOn.names[0]), 'win');
  await misname(passedOn);
  const free = await held(1);
  await end(String(free.names[0]), 'win');
  await pool.query('UPDATE disputes SET hold_ended_at = NULL WHERE id = $1', [free.ids[0]]);
  await misname(free);
  // Lost and released by an admin; the hold was given back to it, and the wallet is on hold for another since.
  const released = await held(1);
  await end(String(released.names[0]), 'lose');
  await setWalletFrozen({ walletId: released.walletId, reason: null }, act);
  await pool.query('UPDATE disputes SET hold_ended_at = NULL WHERE id = $1', [released.ids[0]]);
  await misname(released);
  // Left alone: lost and undecided, released but on hold again for itself, and an admin's own.
  const undecided = await held(1);
  await end(String(undecided.names[0]), 'lose');
  const again = await held(1);
  await pool.query(
    `INSERT INTO audit_log (action, subject_type, subject_id, after) VALUES
     ('release_wallet', 'wallet', $1, NULL), ('freeze_wallet', 'wallet', $1, jsonb_build_object('reason', 'Dispute ' || $2::text))`,
    [String(again.walletId), again.names[0]],
  );
  const admins = await held(1);
  await end(String(admins.names[0]), 'win');
  await setWalletFrozen({ walletId: admins.walletId, reason: 'Fraud.' }, act);
  expect((await listBrokenLaws()).join('\n')).toMatch(/^A wallet is on hold/m);

  const repair = readFileSync('prisma/migrations/20261124070100_ended_holds/migration.sql', 'utf8');
  for (const run of ['first', 'again']) {
    await pool.query(repair);
    expect((await listBrokenLaws()).join('\n'), run).not.toMatch(/^A wallet is on hold/m);
  }
  expect(await namedBy(passedOn.walletId)).toBe(passedOn.ids[1]);
  expect((await walletOf(passedOn.walletId)).frozenReason).toBe(`Dispute ${passedOn.names[1]}`);
  for (const { walletId, ids, names } of [free, released]) {
    expect(await walletOf(walletId)).toEqual({ status: 'active', frozenReason: null });
    expect(await listHolds(walletId)).toEqual([]);
    const rows = await auditOf('wallet', walletId);
    const said = { reason: `Dispute ${names[0]}`, dispute: String(ids[0]) };
    expect(rows.at(-1)).toMatchObject({ actorId: null, action: 'release_wallet', after: said });
    // Freed when it was won or by the admin, and by the repair: the repeat has written nothing.
    expect(rows.filter(({ action }) => action === 'release_wallet')).toHaveLength(2);
  }
  for (const { walletId, ids } of [undecided, again]) expect(await namedBy(walletId)).toBe(ids[0]);
  expect(await walletOf(admins.walletId)).toEqual({ status: 'frozen', frozenReason: 'Fraud.' });
});

test('first heard of when it is lost: the wallet is on hold all the same', async () => {
  const { topUpId, walletId, chargeId } = await makePayer([10]);
  await control('settings', { webhookUrl: null });
  const { id } = (await control(`charges/${chargeId}/dispute`)) as { id: string };
  await control(`disputes/${id}/lose`);
  await control('settings', { webhookUrl });
  await applyDispute(id);
  expect(await disputeOf(topUpId)).toMatchObject({ status: 'lost', lostLotMicros: 10n * DOLLAR });
  expect((await walletOf(walletId)).status).toBe('frozen');
});
