import type { AuditRecord } from './audit';

/** Who acts, from where and in which request: what every act of the back office writes into its audit row. */
export interface Act {
  actorId: bigint;
  address: string;
  requestId: string;
}

type Subject = Pick<AuditRecord, 'action' | 'subjectType' | 'before' | 'after'> & {
  subjectId: bigint | string;
};

/** The audit row of an act. */
export function auditOf(act: Act, { subjectId, ...subject }: Subject): AuditRecord {
  return { ...act, ...subject, subjectId: String(subjectId) };
}
