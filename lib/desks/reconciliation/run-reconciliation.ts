import 'server-only';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { connectAlone, db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { isUniqueViolation } from '@/lib/core/is-unique-violation';
import { log } from '@/lib/core/log';
import { MINUTE_MS } from '@/lib/core/time';
import { toDomainError } from '@/lib/ground/payments';
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
const GIVE_UP_MS = 90 * MINUTE_MS;
// Whole tables are read, in several statements.
const STATEMENT_MINUTES = 10;

// One thing may differ in amount and in fee.
const FINISH = `
  UPDATE reconciliations SET status = 'done', ended_at = clock_timestamp(), differences = $5::int,
    unexplained = $6::boolean,
    transactions = (SELECT count(*) FROM processor_transactions WHERE created_at >= $2::timestamptz
      AND created_at < $3::timestamptz),
    matched = $4::int - (SELECT count(DISTINCT (category, coalesce(source_ref, transaction_ref), CASE
      category WHEN 'disputes' THEN transaction_ref END))
      FROM reconciliation_differences WHERE run_id = $1)
  WHERE id = $1 AND status = 'running'`;

/**
 * Compares Stripe's balance transactions with the ledger and keeps what it found. Resolves to the run's id;
 * the ledger is only read, so it may be asked for at any time. Throws `invalid_input` for a period that is
 * none, `already_running`, and `payment_unavailable` when Stripe did not answer; then the run is kept as
 * failed.
 */
export async function runReconciliation({ fromAt, untilAt, act }: Reconciliation): Promise<bigint> {
  if (!(fromAt < untilAt)) throw new DomainError('invalid_input');
  const { runId, readThrough, previousRunId } = await begin({ fromAt, untilAt, act });
  try {
    const balances = await readTransactions(readThrough);
    await hold({ runId, fromAt, untilAt, previousRunId, balances });
  } catch (error) {
    await db.reconciliation.updateMany({
      where: { id: runId, status: 'running' },
      data: { status: 'failed', endedAt: new Date() },
    });
    throw toDomainError(error);
  }
  return runId;
}

interface Holding {
  runId: bigint;
  fromAt: Date;
  untilAt: Date;
  previousRunId: bigint | null;
  balances: ReadonlyMap<string, bigint>;
}

/** Both sides as of one moment, on its own connection: the pool cuts queries off too early for this. */
async function hold({ runId, balances, ...period }: Holding): Promise<void> {
  const client = await connectAlone({ queryMinutes: STATEMENT_MINUTES + 1 });
  try {
    await client.query(
      `BEGIN ISOLATION LEVEL REPEATABLE READ; SET LOCAL statement_timeout = '${STATEMENT_MINUTES}min'`,
    );
    const { compared, differences } = await compare(client, { runId, ...period });
    const unexplained = await close(client, runId, balances);
    const finish = [runId, period.fromAt, period.untilAt, compared, differences, unexplained];
    const { rowCount } = await client.query(FINISH, finish);
    // Given up meanwhile: what it found goes with it, another run has taken its place.
    if (rowCount !== 1) throw new DomainError('already_running');
    await client.query('COMMIT');
    if (differences > 0 || unexplained)
      log.warn({ run: runId, differences, unexplained }, 'the books and Stripe differ');
  } finally {
    // What was not committed is gone with the connection.
    await client.end();
  }
}

async function begin({ fromAt, untilAt, act }: Reconciliation) {
  try {
    return await db.$transaction(async (tx) => {
      await tx.reconciliation.updateMany({
        where: { status: 'running', startedAt: { lt: new Date(Date.now() - GIVE_UP_MS) } },
        data: { status: 'failed', endedAt: new Date() },
      });
      const previous = await tx.reconciliation.findFirst({
        where: { status: 'done' },
        orderBy: { id: 'desc' },
        select: { id: true, startedAt: true },
      });
      const { id: runId } = await tx.reconciliation.create({
        data: { fromAt, untilAt, startedBy: act?.actorId ?? null },
        select: { id: true },
      });
      if (act)
        await writeAudit(
          tx,
          auditOf(act, {
            action: 'reconcile_stripe',
            subjectType: 'reconciliation',
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
