import { db } from '@/lib/core/db';

/** Adds up each finished day that was not yet, one transaction each. Safe to race. Returns how many. */
export async function closeLedgerDays(): Promise<number> {
  for (let days = 0; ; days += 1) {
    const [row] = await db.$queryRaw<{ day: Date | null }[]>`SELECT close_ledger_day() AS day`;
    if (!row?.day) return days;
  }
}
