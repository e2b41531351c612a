import 'server-only';
import { type Act, auditOf } from '../admin/act';
import { writeAudit } from '../audit';
import { db } from '../db';
import { countAttempt } from '../rate-limit';
import type { ExportFilters } from './stream-transfers';

/** Notes who took what out of the ledger, before the first line leaves. Throws `too_many_requests`. */
export async function recordExport(act: Act, file: string, filters: ExportFilters): Promise<void> {
  await countAttempt({ key: `ledger-export:user:${act.actorId}`, limit: 10, windowSeconds: 60 });
  const { accountId, from, at, ...words } = filters;
  const set = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== ''));
  await writeAudit(
    db,
    auditOf(act, {
      action: 'export_ledger',
      subjectType: 'ledger',
      subjectId: file,
      after: {
        ...set,
        ...(accountId ? { account: String(accountId) } : {}),
        ...(from ? { from: from.toISOString() } : {}),
        ...(at ? { until: at.toISOString() } : {}),
      },
    }),
  );
}
