import { findUnreadable } from '@/lib/core/find-unreadable';
import { readDay } from '@/lib/core/read-day';
import { type AuditLine, streamAudit, writeCsv } from '@/lib/desks/backoffice';
import { adminRoute, download, recordExport } from '@/lib/entry/routes';
import { MAY } from '@/lib/ground/policy';
import { refuseUnreadable } from '../../refuse-unreadable';
import { readFilterValues, toAuditFilter } from '../read-filter';

const COLUMNS = ['id', 'at', 'actor', 'action', 'subject', 'before', 'after', 'address', 'request'];

/** The lines of a view of the audit log as a file. That it was taken is in the log, too. */
export const GET = adminRoute(
  { name: 'export-audit', roles: MAY.readAudit, refusal: 'words' },
  async ({ request, act }) => {
    const asked = new URL(request.url).searchParams;
    const values = readFilterValues((name) => asked.get(name));
    const wrong = findUnreadable((name) => asked.get(name), { from: readDay, until: readDay });
    if (wrong.length > 0) return refuseUnreadable(wrong);
    await recordExport('export_audit', values, act);
    const day = new Date().toISOString().slice(0, 10);
    const columns = COLUMNS.map((key) => ({ key, header: key }));
    const body = writeCsv('audit', columns, toRows(toAuditFilter(values)));
    return download({ name: `farthing-audit-${day}.csv`, type: 'text/csv', body });
  },
);

async function* toRows(filter: ReturnType<typeof toAuditFilter>) {
  for await (const line of streamAudit(filter)) yield toRow(line);
}

function toRow(line: AuditLine): Record<string, string> {
  return {
    id: String(line.id),
    at: line.at.toISOString(),
    actor: line.actor ?? (line.actorId === null ? 'system' : `user ${line.actorId}`),
    action: line.action,
    subject: `${line.subjectType}:${line.subjectId}`,
    before: line.before === null ? '' : JSON.stringify(line.before),
    after: line.after === null ? '' : JSON.stringify(line.after),
    address: line.address ?? '',
    request: line.requestId ?? '',
  };
}
