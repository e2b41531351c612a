import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import type { AuditAction } from '@/lib/core/audit-actions';
import { db } from '@/lib/core/db';
import { countAttempt } from '@/lib/core/rate-limit';

/** What was taken out, in words; what is empty was not asked for. */
type Filter = Record<string, string>;

/** Notes that an admin takes data out, before the first byte leaves. Throws `too_many_requests`. */
export async function recordExport(action: AuditAction, filter: Filter, act: Act): Promise<void> {
  await countAttempt({ key: `${action}:user:${act.actorId}`, limit: 10, windowSeconds: 60 });
  const after = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
  await writeAudit(db, auditOf(act, { action, subjectType: 'export', subjectId: act.requestId, after }));
}
