import { db, type Prisma } from '@/lib/core/db';

export const AUDIT_PAGE = 50;

export interface AuditFilter {
  /** The one who acted: an email, or `system`. */
  actor?: string;
  action?: string;
  /** `user:12`, or a type alone. */
  subject?: string;
  requestId?: string;
  /** From the beginning of this day (UTC) … */
  from?: Date;
  /** … until before the beginning of this one. */
  till?: Date;
}

const SELECT = {
  id: true,
  at: true,
  actorId: true,
  action: true,
  subjectType: true,
  subjectId: true,
  before: true,
  after: true,
  address: true,
  requestId: true,
} as const;

export interface AuditLine {
  id: bigint;
  at: Date;
  actorId: bigint | null;
  /** Null: the system, or somebody whose account is gone. */
  actor: string | null;
  action: string;
  subjectType: string;
  subjectId: string;
  before: Prisma.JsonValue;
  after: Prisma.JsonValue;
  address: string | null;
  requestId: string | null;
}

/** What happened, the newest first: `limit` lines before `before`. Paged by key: deep pages cost no more. */
export async function listAudit(
  filter: AuditFilter,
  before: bigint | null,
  limit = AUDIT_PAGE + 1,
): Promise<AuditLine[]> {
  const where = await whereOf(filter);
  if (!where) return [];
  if (before !== null) where.id = { lt: before };
  const rows = await db.auditEntry.findMany({ where, orderBy: { id: 'desc' }, take: limit, select: SELECT });
  return addActors(rows);
}

/** Every line of a view, page by page; no connection is held in between. */
export async function* streamAudit(filter: AuditFilter, pageSize = 1000): AsyncGenerator<AuditLine> {
  let before: bigint | null = null;
  for (;;) {
    const lines: AuditLine[] = await listAudit(filter, before, pageSize);
    yield* lines;
    before = lines.at(-1)?.id ?? null;
    if (lines.length < pageSize) return;
  }
}

/** The acts that occur, for the filter. A loose index scan: one look-up per act, however long the log. */
export async function listActions(): Promise<string[]> {
  const rows = await db.$queryRaw<{ action: string }[]>`
    WITH RECURSIVE acts AS (
      (SELECT action FROM audit_log ORDER BY action LIMIT 1)
      UNION ALL
      SELECT (SELECT a.action FROM audit_log a WHERE a.action > acts.action ORDER BY a.action LIMIT 1)
        FROM acts WHERE acts.action IS NOT NULL
    ) SELECT action FROM acts WHERE action IS NOT NULL`;
  return rows.map(({ action }) => action);
}

/** Null: nothing can match, as with an actor whom nobody knows. */
async function whereOf(filter: AuditFilter): Promise<Prisma.AuditEntryWhereInput | null> {
  const where: Prisma.AuditEntryWhereInput = {};
  if (filter.actor === 'system') where.actorId = null;
  else if (filter.actor) {
    const actor = await db.user.findUnique({
      where: { email: filter.actor.toLowerCase() },
      select: { id: true },
    });
    if (!actor) return null;
    where.actorId = actor.id;
  }
  if (filter.action) where.action = filter.action;
  if (filter.subject) {
    const [type = '', ...id] = filter.subject.split(':');
    where.subjectType = type;
    if (id.length > 0) where.subjectId = id.join(':');
  }
  if (filter.requestId) where.requestId = filter.requestId;
  if (filter.from || filter.till) where.at = { gte: filter.from, lt: filter.till };
  return where;
}

async function addActors(rows: Omit<AuditLine, 'actor'>[]): Promise<AuditLine[]> {
  const ids = [...new Set(rows.flatMap(({ actorId }) => (actorId === null ? [] : [actorId])))];
  const actors = await db.user.findMany({ where: { id: { in: ids } }, select: { id: true, email: true } });
  const emails = new Map(actors.map(({ id, email }) => [id, email]));
  return rows.map((row) => ({
    ...row,
    actor: row.actorId === null ? null : (emails.get(row.actorId) ?? null),
  }));
}
