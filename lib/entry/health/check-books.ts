import 'server-only';
import { connectAlone } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { reconcile } from '@/lib/ground/ledger';

export interface BooksCheck {
  /** Names of the laws that do not hold. */
  brokenLaws: string[];
  /** By currency: how far stored balances lie from the sums of their transfers, and debits from credits. */
  differences: Record<string, bigint>;
}

const DIFFERENCES = `
  WITH debits AS (SELECT debit_account_id AS id, sum(amount_micros) AS micros FROM transfer_facts GROUP BY 1),
    credits AS (SELECT credit_account_id AS id, sum(amount_micros) AS micros FROM transfer_facts GROUP BY 1),
    balances AS (
      SELECT a.currency, a.balance_micros AS stored, coalesce(c.micros, 0) - coalesce(d.micros, 0) AS summed
      FROM account_facts a LEFT JOIN debits d ON d.id = a.id LEFT JOIN credits c ON c.id = a.id
    )
  SELECT trim(currency) AS currency, (coalesce(sum(abs(stored - summed)), 0) + abs(sum(summed)))::text AS
    micros FROM balances GROUP BY 1`;

/**
 * Checks every law of the ledger and writes down what was found, for /api/metrics and the back office. Reads
 * all transfers, on a connection of its own: the pool's queries are cut off sooner than a large ledger can be
 * read.
 */
export async function checkBooks(): Promise<BooksCheck> {
  const client = await connectAlone();
  try {
    const startedAt = new Date();
    const brokenLaws: string[] = [];
    for await (const law of reconcile(client)) {
      if (law.offenders.length === 0) continue;
      brokenLaws.push(law.name);
      log.error({ law: law.name, offenders: law.offenders }, 'a law of the ledger is broken');
    }
    const { rows } = await client.query<{ currency: string; micros: string }>(DIFFERENCES);
    await client.query(
      'INSERT INTO ledger_checks (started_at, ended_at, broken_laws, differences) VALUES ($1, now(), $2, $3)',
      [
        startedAt,
        brokenLaws,
        JSON.stringify(Object.fromEntries(rows.map(({ currency, micros }) => [currency, micros]))),
      ],
    );
    const differences = Object.fromEntries(rows.map(({ currency, micros }) => [currency, BigInt(micros)]));
    return { brokenLaws, differences };
  } finally {
    await client.end();
  }
}
