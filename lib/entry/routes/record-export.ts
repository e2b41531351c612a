import { getTranslations } from 'next-intl/server';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import type { AuditAction } from '@/lib/core/audit-actions';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { countAttempt } from '@/lib/core/rate-limit';
import { getAct } from '@/lib/entry/session';
import type { AdminViewer } from '@/lib/rooms/identity';

/** What was taken out, in words; what is empty was not asked for. */
type Filter = Record<string, string>;

/** Notes that an admin takes data out, before the first byte leaves. Throws `too_many_requests`. */
export async function recordExport(action: AuditAction, filter: Filter, act: Act): Promise<void> {
  await countAttempt({ key: `${action}:user:${act.actorId}`, limit: 10, windowSeconds: 60 });
  const after = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
  await writeAudit(db, auditOf(act, { action, subjectType: 'export', subjectId: act.requestId, after }));
}

/** The same for a route: null when the file may go out, else the answer that says when to ask again. */
export async function refuseExport(
  action: AuditAction,
  filter: Filter,
  viewer: AdminViewer,
): Promise<Response | null> {
  try {
    await recordExport(action, filter, await getAct(viewer));
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const t = await getTranslations('admin');
    return new Response(t('tooManyExports'), {
      status: 429,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Retry-After': '60' },
    });
  }
}
