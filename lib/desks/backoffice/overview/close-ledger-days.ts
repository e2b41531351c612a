import { db } from '@/lib/core/db';

/** Adds up every day that is over and was not yet, each in a transaction of its own. Safe to repeat and to race. Returns how many. */
export async function closeLedgerDays(): Promise<number> {
  for (let days = 0; ; days += 1) {
    const [row] = await db.$queryRaw<{ day: Date | null }[]>`SELECT close_ledger_day() AS day`;
    if (!row?.day) return days;
  }
}
