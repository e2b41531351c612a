import 'server-only';
import { writeAudit } from '@/lib/audit';
import { db, type Tx } from '@/lib/db';
import type { Prisma } from '@/lib/generated/prisma/client';
import { type DisputeLoss, postDisputeEnd, postDisputeMovement } from '@/lib/ledger/post-dispute';
import { postFee } from '@/lib/ledger/post-fee';
import { lockPaidLot } from '@/lib/ledger/post-refund';
import { log } from '@/lib/log';
import { fromMinorUnits } from '@/lib/money';
import { type DisputeFacts, readDispute } from '@/lib/stripe/disputes';
import { type ChargedTopUp, findChargedTopUp } from '@/lib/wallet/find-charged-top-up';
import { asksForHold, endsHold, isClosed, laterStatus } from './dispute-status';
import { endHold, holdWallet } from './hold-wallet';

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
  // Before the dispute is read: an admin who releases the wallet holds it too.
  await lockPaidLot(tx, topUp.walletId);
  const known = await tx.dispute.findUnique({ where: { stripeDisputeId: facts.disputeId } });
  const row = known ?? (await open(tx, facts, topUp));
  const heldMicros = await postMovements(tx, row, facts);
  const status = laterStatus(row.status, facts.status);
  const loss = await postEnd(tx, row, status, heldMicros);
  // Won, but the bank has not given all of it back yet: still to be asked about.
  const closed = isClosed(status) && netOf(loss) === heldMicros;
  const holds = row.heldAt === null && asksForHold(status);
  if (holds) await holdWallet(tx, row);
  const updated = await tx.dispute.update({
    where: { id: row.id },
    data: {
      status,
      reason: facts.reason,
      dueAt: facts.dueAt,
      submissions: Math.max(row.submissions, facts.submissions),
      closedAt: closed ? (row.closedAt ?? new Date()) : null,
      ...(holds && { heldAt: new Date() }),
      ...loss,
    },
  });
  if (endsHold(status)) await endHold(tx, updated);
  if (!known || status !== row.status) await note(tx, updated, known?.status ?? null);
  const moved = known && status === known.status ? 'stays' : 'is now';
  return `Dispute ${row.id} ${moved} ${status}.${closed && row.closedAt === null ? ' It is closed.' : ''}`;
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

/** Lost: what the bank holds is taken from the lot or borne, also what it takes later. Back after that: returned. */
function postEnd(
  tx: Tx,
  { id: disputeId, walletId, ...row }: DisputeRow,
  status: string,
  heldMicros: bigint,
): Promise<DisputeLoss> {
  const { lostLotMicros, lostPlatformMicros, recoveredLotMicros, recoveredPlatformMicros } = row;
  const posted = { lostLotMicros, lostPlatformMicros, recoveredLotMicros, recoveredPlatformMicros };
  const mayLose = status === 'lost';
  if (heldMicros === netOf(posted) || (heldMicros > netOf(posted) && !mayLose))
    return Promise.resolve(posted);
  return postDisputeEnd(tx, { disputeId, walletId, targetMicros: heldMicros, mayLose });
}

function netOf(loss: DisputeLoss): bigint {
  return (
    loss.lostLotMicros + loss.lostPlatformMicros - loss.recoveredLotMicros - loss.recoveredPlatformMicros
  );
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
