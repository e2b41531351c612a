import 'server-only';
import { writeAudit } from '@/lib/audit';
import { db, type Tx } from '@/lib/db';
import type { Prisma } from '@/lib/generated/prisma/client';
import { postDisputeLost, postDisputeMovement, postDisputeRecovered } from '@/lib/ledger/post-dispute';
import { postFee } from '@/lib/ledger/post-fee';
import { log } from '@/lib/log';
import { fromMinorUnits } from '@/lib/money';
import { type DisputeFacts, readDispute } from '@/lib/stripe/disputes';
import { type ChargedTopUp, findChargedTopUp } from '@/lib/wallet/find-charged-top-up';
import { isClosed, isInquiry, laterStatus } from './dispute-status';
import { holdWallet, releaseWallet } from './hold-wallet';

type DisputeRow = Prisma.DisputeGetPayload<Record<string, never>>;

const TRANSACTION = { maxWait: 10_000, timeout: 15_000 };

/**
 * Brings a dispute to what Stripe says of it now: posts each movement of money once, holds the wallet while the money is
 * held, and ends it. Order and repeats of what calls it don't matter. Returns one sentence for the log; throws what the SDK
 * and the database throw.
 */
export async function applyDispute(stripeDisputeId: string): Promise<string> {
  const facts = await readDispute(stripeDisputeId);
  if (!facts) return `Stripe has no ${stripeDisputeId}.`;
  const topUp = await findChargedTopUp(facts.chargeId, facts.paymentIntentId);
  if (!topUp) {
    log.error({ dispute: facts.disputeId, charge: facts.chargeId }, 'a dispute needs a person');
    return `${facts.disputeId} belongs to no top-up of ours.`;
  }
  if (facts.currency !== topUp.currency || facts.movements.some((one) => one.currency !== topUp.currency)) {
    log.error({ dispute: facts.disputeId, currency: facts.currency }, 'a dispute needs a person');
    return `${facts.disputeId} was left alone: the currency is ${facts.currency}.`;
  }
  return db.$transaction((tx) => apply(tx, facts, topUp), TRANSACTION);
}

async function apply(tx: Tx, facts: DisputeFacts, topUp: ChargedTopUp): Promise<string> {
  await tx.$queryRaw`SELECT id FROM top_ups WHERE id = ${topUp.topUpId} FOR UPDATE`;
  const known = await tx.dispute.findUnique({ where: { stripeDisputeId: facts.disputeId } });
  const row = known ?? (await open(tx, facts, topUp));
  const heldMicros = await postMovements(tx, row, facts);
  const status = laterStatus(row.status, facts.status);
  const loss = await postEnd(tx, row, status, heldMicros);
  const closed = isClosed(status);
  const froze = !closed && !isInquiry(status) ? await holdWallet(tx, row) : false;
  const closesNow = closed && row.closedAt === null;
  const updated = await tx.dispute.update({
    where: { id: row.id },
    data: {
      status,
      reason: facts.reason,
      dueAt: facts.dueAt,
      submissions: Math.max(row.submissions, facts.submissions),
      closedAt: closed ? (row.closedAt ?? new Date()) : null,
      ...(froze && { frozeWallet: true }),
      ...loss,
    },
  });
  if (status === 'won' && row.status !== 'won') await releaseWallet(tx, updated);
  if (!known || status !== row.status) await note(tx, updated, known?.status ?? null);
  const moved = known && status === known.status ? 'stays' : 'is now';
  return `Dispute ${row.id} ${moved} ${status}.${closesNow ? ' It is closed.' : ''}`;
}

function open(
  tx: Tx,
  facts: DisputeFacts,
  { topUpId, walletId, currency }: ChargedTopUp,
): Promise<DisputeRow> {
  return tx.dispute.create({
    data: {
      stripeDisputeId: facts.disputeId,
      chargeId: facts.chargeId,
      topUpId,
      walletId,
      currency,
      amountMicros: fromMinorUnits(facts.amountMinor, currency),
      status: facts.status,
      reason: facts.reason,
      openedAt: facts.openedAt,
    },
  });
}

/** Posts what is new, amount and fee. Resolves to what the bank holds now, losses included. */
async function postMovements(tx: Tx, { id, currency }: DisputeRow, facts: DisputeFacts): Promise<bigint> {
  const posted = await tx.disputeMovement.findMany({ where: { disputeId: id } });
  const seen = new Set(posted.map((one) => one.balanceTransactionId));
  let leg = posted.length;
  let heldMicros = -posted.reduce((sum, one) => sum + one.amountMicros, 0n);
  for (const movement of facts.movements) {
    if (seen.has(movement.id)) continue;
    const amountMicros = fromMinorUnits(movement.amountMinor, currency);
    const feeMicros = fromMinorUnits(movement.feeMinor, currency);
    await tx.disputeMovement.create({
      data: { disputeId: id, leg, balanceTransactionId: movement.id, amountMicros, feeMicros },
    });
    await postDisputeMovement(tx, { disputeId: id, leg, currency, amountMicros });
    await postFee(tx, { kind: 'dispute_fee', ref: id, leg, currency, feeMicros });
    heldMicros -= amountMicros;
    leg += 1;
  }
  return heldMicros;
}

type Loss = Partial<
  Pick<DisputeRow, 'lostLotMicros' | 'lostPlatformMicros' | 'recoveredLotMicros' | 'recoveredPlatformMicros'>
>;

/** Lost: what is held is taken from the lot or borne. Back after that: returned, the platform's part first. */
async function postEnd(tx: Tx, row: DisputeRow, status: string, heldMicros: bigint): Promise<Loss> {
  const { id: disputeId, walletId } = row;
  const lost = row.lostLotMicros + row.lostPlatformMicros;
  const recovered = row.recoveredLotMicros + row.recoveredPlatformMicros;
  if (status === 'lost' && lost === 0n && heldMicros > 0n) {
    const lostLotMicros = await postDisputeLost(tx, { disputeId, walletId, amountMicros: heldMicros });
    return { lostLotMicros, lostPlatformMicros: heldMicros - lostLotMicros };
  }
  if (lost === 0n || recovered > 0n || heldMicros > 0n) return {};
  await postDisputeRecovered(tx, {
    disputeId,
    walletId,
    lotMicros: row.lostLotMicros,
    platformMicros: row.lostPlatformMicros,
  });
  return { recoveredLotMicros: row.lostLotMicros, recoveredPlatformMicros: row.lostPlatformMicros };
}

/** Nobody here acts when a bank does; the trace is the same. */
async function note(tx: Tx, row: DisputeRow, before: string | null): Promise<void> {
  await writeAudit(tx, {
    actorId: null,
    action: before === null ? 'dispute_opened' : 'dispute_changed',
    subjectType: 'dispute',
    subjectId: String(row.id),
    ...(before !== null && { before: { status: before } }),
    after: {
      status: row.status,
      amountMicros: String(row.amountMicros),
      lostLotMicros: String(row.lostLotMicros),
      lostPlatformMicros: String(row.lostPlatformMicros),
    },
  });
}
