import 'server-only';
import { type Act, auditOf } from '@/lib/admin/act';
import { writeAudit } from '@/lib/audit';
import { db, type Tx } from '@/lib/db';
import { DomainError } from '@/lib/errors';
import { log } from '@/lib/log';
import { toDomainError } from '@/lib/stripe/errors';
import { close } from './close';
import { compare } from './compare';
import { readTransactions } from './read-transactions';

interface Reconciliation {
  fromAt: Date;
  untilAt: Date;
  /** Null: the daily job. */
  act: Act | null;
}

// A run that was broken off stands in the way no longer than this.
const GIVE_UP_MS = 30 * 60_000;
// Whole tables are read, far from any request.
const TRANSACTION = { maxWait: 10_000, timeout: 10 * 60_000 };

/**
 * Compares Stripe's balance transactions with the ledger and keeps what it found. Resolves to the run's id; the ledger is
 * only read, so it may be asked for at any time. Throws `invalid_input` for a period that is none, `already_running`, and
 * `payment_unavailable` when Stripe did not answer; then the run is kept as failed.
 */
export async function runReconciliation({ fromAt, untilAt, act }: Reconciliation): Promise<bigint> {
  if (!(fromAt < untilAt)) throw new DomainError('invalid_input');
  const { runId, readThrough, previousRunId } = await begin({ fromAt, untilAt, act });
  try {
    const balances = await readTransactions(readThrough);
    await db.$transaction(async (tx) => {
      await tx.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ`;
      const { compared, differences } = await compare(tx, { runId, fromAt, untilAt, previousRunId });
      const unexplained = await close(tx, runId, balances);
      const transactions = await tx.stripeTransaction.count({
        where: { createdAt: { gte: fromAt, lt: untilAt } },
      });
      const differing = await countDiffering(tx, runId);
      await tx.stripeReconciliation.update({
        where: { id: runId, status: 'running' },
        data: {
          status: 'done',
          endedAt: new Date(),
          transactions,
          matched: compared - differing,
          differences,
          unexplained,
        },
      });
      if (differences > 0 || unexplained)
        log.warn({ run: runId, differences, unexplained }, 'the books and Stripe differ');
    }, TRANSACTION);
  } catch (error) {
    await db.stripeReconciliation.updateMany({
      where: { id: runId, status: 'running' },
      data: { status: 'failed', endedAt: new Date() },
    });
    throw toDomainError(error);
  }
  return runId;
}

/** One thing may differ in amount and in fee. */
async function countDiffering(tx: Tx, runId: bigint): Promise<number> {
  const [row] = await tx.$queryRaw<{ things: number }[]>`
    SELECT count(DISTINCT (category, coalesce(source_id, transaction_id), CASE category WHEN 'disputes' THEN transaction_id END))::int AS things
    FROM stripe_differences WHERE run_id = ${runId}`;
  return row?.things ?? 0;
}

async function begin({ fromAt, untilAt, act }: Reconciliation) {
  try {
    return await db.$transaction(async (tx) => {
      await tx.stripeReconciliation.updateMany({
        where: { status: 'running', startedAt: { lt: new Date(Date.now() - GIVE_UP_MS) } },
        data: { status: 'failed', endedAt: new Date() },
      });
      const previous = await tx.stripeReconciliation.findFirst({
        where: { status: 'done' },
        orderBy: { id: 'desc' },
        select: { id: true, startedAt: true },
      });
      const { id: runId } = await tx.stripeReconciliation.create({
        data: { fromAt, untilAt, startedBy: act?.actorId ?? null },
        select: { id: true },
      });
      if (act)
        await writeAudit(
          tx,
          auditOf(act, {
            action: 'reconcile_stripe',
            subjectType: 'stripe_reconciliation',
            subjectId: runId,
            after: { from: fromAt.toISOString(), until: untilAt.toISOString() },
          }),
        );
      return { runId, readThrough: previous?.startedAt ?? null, previousRunId: previous?.id ?? null };
    });
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError('already_running', { cause: error });
    throw error;
  }
}

function isUniqueViolation(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'P2002';
}
