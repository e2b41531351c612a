import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { DAY_MS } from '@/lib/core/time';
import { isTimeZone } from '@/lib/core/time-zone';
import { checkReady } from './check-ready';
import { getDraft } from './get-draft';

const YEAR_MS = 366 * DAY_MS;

interface Request {
  creatorId: bigint;
  itemId: bigint;
  /** A wall clock's date and time, for example 2027-03-01T09:00 … */
  localTime: string;
  /** … where it is read: an IANA name. Kept as the creator's own. */
  timeZone: string;
  now?: Date;
}

/**
 * Publishes an item that is not for sale at a time to come, with what its draft holds then. Resolves to that
 * time. Throws `not_found`, `wrong_state` (it is published), `not_ready` as publishItem() does, or
 * `invalid_input` with a fault at `localTime` or `timeZone`.
 */
export async function scheduleItem(request: Request): Promise<Date> {
  const { creatorId, itemId, localTime, timeZone, now = new Date() } = request;
  const at = await toInstant(localTime, timeZone);
  if (at <= now) throw fault('localTime', 'timePast');
  if (at.getTime() > now.getTime() + YEAR_MS) throw fault('localTime', 'timeFar');
  const draft = await getDraft(creatorId, itemId);
  await db.$transaction(async (tx) => {
    const { count } = await tx.item.updateMany({
      where: { id: itemId, creatorId, status: { in: ['draft', 'scheduled', 'withdrawn'] } },
      data: { status: 'scheduled' },
    });
    if (count === 0) throw new DomainError('wrong_state');
    await checkReady(draft, tx);
    await tx.itemDraft.update({ where: { itemId }, data: { scheduledFor: at, scheduleFault: null } });
    await tx.creator.update({ where: { id: creatorId }, data: { timeZone }, select: { id: true } });
  });
  return at;
}

/** Takes a schedule back: a draft again, or withdrawn if it was for sale. Throws as withdrawItem() does. */
export async function unscheduleItem(request: { creatorId: bigint; itemId: bigint }): Promise<void> {
  const { creatorId, itemId: id } = request;
  await db.$transaction(async (tx) => {
    const where = { id, creatorId, status: 'scheduled' as const };
    const [fresh, sold] = [
      await tx.item.updateMany({ where: { ...where, publishedAt: null }, data: { status: 'draft' } }),
      await tx.item.updateMany({ where, data: { status: 'withdrawn' } }),
    ];
    if (fresh.count + sold.count === 0) {
      const known = await tx.item.count({ where: { id, creatorId } });
      throw new DomainError(known ? 'wrong_state' : 'not_found');
    }
    await tx.itemDraft.update({ where: { itemId: id }, data: { scheduledFor: null } });
  });
}

/** PostgreSQL knows every zone's clock changes: an hour that is left out counts as the one after it. */
async function toInstant(localTime: string, timeZone: string): Promise<Date> {
  if (!isTimeZone(timeZone)) throw fault('timeZone', 'timeZone');
  const parsed = new Date(`${localTime}Z`);
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(localTime) && !Number.isNaN(parsed.getTime());
  if (!isTime || !parsed.toISOString().startsWith(localTime)) throw fault('localTime', 'timeUnreadable');
  const [row] = await db.$queryRaw<{ at: Date }[]>`
    SELECT ${localTime}::timestamp AT TIME ZONE ${timeZone} AS at`;
  if (!row) throw new Error('the clock query returned nothing');
  return row.at;
}

function fault(field: string, key: string): DomainError {
  return new DomainError('invalid_input', { fieldErrors: { [field]: key } });
}
