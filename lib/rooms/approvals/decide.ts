import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { fromSqlState } from '@/lib/core/sql-states';
import type { ApprovalKind, Asked, Shown } from './kind';

const TRANSACTION = { maxWait: 10_000, timeout: 15_000 };

interface CarriedOut<T> extends Shown {
  result: T;
}

type Verdict<Row, T> =
  | {
      agrees: true;
      /** Marks the request as agreed to and does what was asked. */
      carryOut(tx: Tx, row: Row): Promise<CarriedOut<T>>;
    }
  | { agrees: false; note: string };

interface Decision<Row, T> {
  id: bigint;
  verdict: Verdict<Row, T>;
  act: Act;
}

/**
 * Four eyes: a second admin agrees, and what was asked for happens in the same transaction with its audit
 * row; or says no, and the admin who asked may take the request back this way. Of two who decide at once one
 * does and the other is refused. Throws `not_found`, `already_decided` (with `who`), `request_expired`,
 * `own_account`, `second_admin_needed` and what `carryOut` throws; then nothing has moved.
 */
export async function decide<Row extends Asked, T>(
  kind: ApprovalKind<Row>,
  decision: Decision<Row, T>,
): Promise<T | null> {
  try {
    return await db.$transaction((tx) => decideIn(tx, kind, decision), TRANSACTION);
  } catch (error) {
    throw fromSqlState(error);
  }
}

async function decideIn<Row extends Asked, T>(
  tx: Tx,
  kind: ApprovalKind<Row>,
  { id, verdict, act }: Decision<Row, T>,
): Promise<T | null> {
  const row = await kind.lock(tx, id);
  const open = kind.open[verdict.agrees ? 'agree' : 'turnDown'];
  if (!row) throw new DomainError('not_found');
  if (row.status === 'expired') throw new DomainError('request_expired');
  if (!open.includes(row.status))
    throw new DomainError('already_decided', { details: { who: row.decider?.email ?? '–' } });
  if (await kind.isAbout(tx, row, act.actorId)) throw new DomainError('own_account');
  const subject = kind.subjectOf(row);
  const isOwn = row.requesterId === act.actorId;
  if (!verdict.agrees) {
    const shown = await kind.turnDown(tx, row, { note: verdict.note, deciderId: act.actorId });
    const action = kind.actions[isOwn ? 'withdraw' : 'turnDown'];
    await writeAudit(tx, auditOf(act, { action, ...subject, ...shown }));
    return null;
  }
  if (isOwn) throw new DomainError('second_admin_needed');
  if (row.expiresAt && row.expiresAt <= new Date()) throw new DomainError('request_expired');
  const { result, ...shown } = await verdict.carryOut(tx, row);
  await writeAudit(tx, auditOf(act, { action: kind.actions.agree, ...subject, ...shown }));
  return result;
}
