import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import type { Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { isUniqueViolation } from '@/lib/core/is-unique-violation';
import { DAY_MS } from '@/lib/core/time';
import type { ApprovalKind, Asked, Shown } from './kind';

/** How long a request waits for a second admin. */
const REQUEST_DAYS = 7;

/** When a request that is made now runs out. */
export const requestEnds = (): Date => new Date(Date.now() + REQUEST_DAYS * DAY_MS);

/** The audit row of a request that now waits for a second admin, in the transaction that wrote it. */
export async function noteRequest<Row extends Asked>(
  tx: Tx,
  kind: ApprovalKind<Row>,
  { row, act, ...shown }: { row: Row; act: Act } & Shown,
): Promise<void> {
  await writeAudit(tx, auditOf(act, { action: kind.actions.request, ...kind.subjectOf(row), ...shown }));
}

/** Runs what writes a request. Throws `already_asked` if the index `openKey` has an open one. */
export async function askOnce<T>(openKey: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error, openKey)) throw new DomainError('already_asked', { cause: error });
    throw error;
  }
}
