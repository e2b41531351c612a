import 'server-only';
import { db } from '@/lib/core/db';
import { DAY_MS } from '@/lib/core/time';
import { processor } from '@/lib/ground/payments';

// Stripe dates a transaction when it happens, and lists it at once; the overlap is for what was being written
// meanwhile.
const OVERLAP_MS = DAY_MS;
const TRIES = 4;

/**
 * Brings our copy of Stripe's balance transactions up to date, a page at a time, and reads the balance in
 * between: when nothing was added since, both belong to the same moment. `readThrough` is when the last
 * complete reading began; pages come newest first, so what a broken-off reading has written does not count.
 * Resolves to what Stripe has in each currency, in micros. Safe to repeat. Throws ProcessorError.
 */
export async function readTransactions(readThrough: Date | null): Promise<Map<string, bigint>> {
  let since = new Date(Math.max((readThrough?.getTime() ?? 0) - OVERLAP_MS, 0));
  for (let attempt = 1; ; attempt += 1) {
    const began = new Date();
    const added = await readSince(since);
    const balances = await processor().readBalance();
    since = new Date(began.getTime() - OVERLAP_MS);
    const late = added === 0 ? 0 : await readSince(since);
    if (late === 0 || attempt === TRIES) return balances;
  }
}

async function readSince(since: Date): Promise<number> {
  let added = 0;
  for await (const page of processor().listTransactions(since)) {
    const { count } = await db.processorTransaction.createMany({
      data: page,
      skipDuplicates: true,
    });
    added += count;
  }
  return added;
}
