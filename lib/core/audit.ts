import type { AuditAction } from './audit-actions';
import type { Prisma, Tx } from './db';

export interface AuditRecord {
  /** Null: the system itself. */
  actorId: bigint | null;
  action: AuditAction;
  subjectType: string;
  subjectId: string;
  before?: Prisma.InputJsonValue;
  after?: Prisma.InputJsonValue;
  address?: string;
  requestId?: string;
}

/** Adds a row to the audit log, in the transaction of the change. Never put secrets or whole rows in. */
export async function writeAudit(tx: Tx, record: AuditRecord): Promise<void> {
  await tx.auditEntry.create({ data: record, select: { id: true } });
}
