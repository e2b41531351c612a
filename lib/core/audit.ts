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

/**
 * Adds one row to the audit log, which can only grow. Pass the transaction of the change itself, so that
 * neither exists without the other. Never put secrets, tokens or whole rows into `before` and `after`.
 */
export async function writeAudit(tx: Tx, record: AuditRecord): Promise<void> {
  await tx.auditEntry.create({ data: record, select: { id: true } });
}
