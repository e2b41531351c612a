import 'server-only';
import { type TrialBalanceLine, trialBalance } from '@/lib/ground/ledger';

export interface TrialBalance {
  lines: TrialBalanceLine[];
  /** Of each currency; the difference of books in order is zero. */
  totals: { currency: string; debitMicros: bigint; creditMicros: bigint; differenceMicros: bigint }[];
}

/** Every type of account with what was debited and credited until `at`. Reads all transfers. */
export async function readTrialBalance(at: Date): Promise<TrialBalance> {
  const lines = await trialBalance(at);
  const currencies = [...new Set(lines.map(({ currency }) => currency))];
  const totals = currencies.map((currency) => {
    const own = lines.filter((line) => line.currency === currency);
    const debitMicros = own.reduce((sum, line) => sum + line.debitMicros, 0n);
    const creditMicros = own.reduce((sum, line) => sum + line.creditMicros, 0n);
    return { currency, debitMicros, creditMicros, differenceMicros: creditMicros - debitMicros };
  });
  return { lines, totals };
}
