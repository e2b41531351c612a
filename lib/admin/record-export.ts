import { writeAudit } from '../audit';
import { db } from '../db';
import { countAttempt } from '../rate-limit';
import { type Act, auditOf } from './act';

/** Notes that an admin takes data out, before the first byte leaves. Throws `too_many_requests`. */
export async function recordExport(action: string, filter: Record<string, string>, act: Act): Promise<void> {
  await countAttempt({ key: `${action}:user:${act.actorId}`, limit: 10, windowSeconds: 60 });
  const after = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
  await writeAudit(db, auditOf(act, { action, subjectType: 'export', subjectId: act.requestId, after }));
}
