import 'server-only';
import { writeAudit } from '@/lib/core/audit';
import { db, type Tx } from '@/lib/core/db';
import type { Prisma } from '@/lib/generated/prisma/client';
import {
  type DisputeLoss,
  lockPaidLotOrThrow,
  postDisputeEnd,
  postDisputeMovement,
  postFee,
} from '@/lib/ground/ledger';
import { type DisputeFacts, processor } from '@/lib/ground/payments';
import { endAgreed, putAside } from '@/lib/rooms/odd-money';
import { type ChargedTopUp, findChargedTopUp } from '@/lib/rooms/wallet';
import { asksForHold, endsHold, isClosed, laterStatus } from './dispute-status';
import { endHold, holdWallet } from './hold-wallet';

type DisputeRow = Prisma.DisputeGetPayload<Record<string, never>>;

const TRANSACTION = { maxWait: 10_000, timeout: 15_000 };

/**
 * Brings a dispute to what Stripe says of it now: posts each movement of money once, holds the wallet while
 * the money is held, and ends it. A movement in another currency is put aside, but the wallet is held by the
 * dispute itself. Order and repeats of what calls it don't matter. Returns one sentence for the log; throws
 * ProcessorError and what the database throws.
 */
export async function applyDispute(disputeRef: string): Promise<string> {
  const facts = await processor().readDispute(disputeRef);
  if (!facts) return `Stripe has no ${disputeRef}.`;
  const topUp = await findChargedTopUp(facts.chargeRef, facts.paymentRef);
  if (!topUp) {
    const { disputeRef: processorRef, chargeRef: detail, amountMicros, currency } = facts;
    const came = { micros: -amountMicros, currency };
    await putAside(db, { about: 'dispute', reason: 'not_ours', processorRef, came, detail });
    return `${processorRef} belongs to no top-up of ours.`;
  }
  return db.$transaction((tx) => apply(tx, facts, topUp), TRANSACTION);
}

async function apply(tx: Tx, facts: DisputeFacts, topUp: ChargedTopUp): Promise<string> {
  await tx.$queryRaw`SELECT id FROM top_ups WHERE id = ${topUp.topUpId} FOR UPDATE`;
  // Before the dispute is read: an admin who releases the wallet holds it too.
  await lockPaidLotOrThrow(tx, topUp.walletId);
  const known = await tx.dispute.findUnique({ where: { disputeRef: facts.disputeRef } });
  const row = known ?? (await open(tx, facts, topUp));
  await endAgreed(tx, { about: 'dispute', reason: 'not_ours', processorRef: facts.disputeRef });
  const heldMicros = await postMovements(tx, row, facts, topUp);
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

function open(tx: Tx, facts: DisputeFacts, { topUpId, walletId }: ChargedTopUp): Promise<DisputeRow> {
  const { currency } = facts;
  return tx.dispute.create({
    data: {
      disputeRef: facts.disputeRef,
      chargeRef: facts.chargeRef,
      topUpId,
      walletId,
      currency,
      amountMicros: facts.amountMicros,
      status: facts.status,
      reason: facts.reason,
      openedAt: facts.openedAt,
    },
  });
}

/** Posts what is new; what clearing can't take is put aside. Resolves to what the bank holds. */
async function postMovements(
  tx: Tx,
  row: DisputeRow,
  facts: DisputeFacts,
  topUp: ChargedTopUp,
): Promise<bigint> {
  const { id, currency } = row;
  const posted = await tx.disputeMovement.findMany({ where: { disputeId: id } });
  const seen = new Set(posted.map((one) => one.transactionRef));
  let leg = posted.length;
  let heldMicros = -posted.reduce((sum, one) => sum + one.amountMicros, 0n);
  for (const movement of facts.movements) {
    if (seen.has(movement.id)) continue;
    const reason = oddOf(row, movement, topUp);
    if (reason) {
      await putMovementAside(tx, row, movement, reason);
      continue;
    }
    const { amountMicros, feeMicros } = movement;
    await tx.disputeMovement.create({
      data: { disputeId: id, leg, transactionRef: movement.id, amountMicros, feeMicros },
    });
    await postDisputeMovement(tx, { disputeId: id, leg, currency, amountMicros });
    await postFee(tx, { kind: 'dispute_fee', ref: id, leg, currency, feeMicros });
    await endAgreed(tx, { about: 'dispute', processorRef: movement.id });
    heldMicros -= amountMicros;
    leg += 1;
  }
  return heldMicros;
}

type Movement = DisputeFacts['movements'][number];

/** Why a movement cannot be posted against clearing; null: it can. The wallet is held either way. */
function oddOf(row: DisputeRow, movement: Movement, topUp: ChargedTopUp) {
  if (movement.currency !== topUp.currency || row.currency !== topUp.currency) return 'wrong_currency';
  return topUp.isPosted ? null : 'charge_waits';
}

async function putMovementAside(
  tx: Tx,
  { id, walletId, currency, amountMicros }: DisputeRow,
  movement: Movement,
  reason: 'wrong_currency' | 'charge_waits',
): Promise<void> {
  await putAside(tx, {
    about: 'dispute',
    reason,
    processorRef: movement.id,
    ref: id,
    walletId,
    expected: { micros: movement.amountMicros < 0n ? -amountMicros : amountMicros, currency },
    came: { micros: movement.amountMicros, currency: movement.currency },
  });
}

/** Lost: what the bank holds, now or later, is taken from the lot or borne. Back again: returned. */
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
