import 'server-only';
import { db } from '@/lib/core/db';
import { DAY_MS } from '@/lib/core/time';
import { runReconciliation } from './run-reconciliation';

/**
 * Reconciles everything since the last run that ended well, until the last midnight (UTC): yesterday, or more
 * when days were missed; from the beginning at first. Resolves to the run's id, or null when that was done
 * before.
 */
export async function runDailyReconciliation(now = new Date()): Promise<bigint | null> {
  const untilAt = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
  const last = await db.reconciliation.aggregate({
    where: { status: 'done', startedBy: null },
    _max: { untilAt: true },
  });
  const fromAt = last._max.untilAt ?? new Date(0);
  return fromAt < untilAt ? runReconciliation({ fromAt, untilAt, act: null }) : null;
}
