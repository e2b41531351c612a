import { pool } from '../../core/db.ts';
import { DomainError } from '../../core/errors.ts';
import type { StatementLine } from './types.ts';

export interface StatementQuery {
  walletId: bigint;
  /** The `cursor` of the last line seen; lines older than it follow. */
  before?: string;
  limit: number;
  /** Only these kinds of transfer; the running balance still counts all. */
  kinds?: string[];
}

interface LineRow {
  kind: string;
  ref: string;
  at: Date;
  at_micros: string;
  amount: string;
  balance_after: string;
}

// An unlock is one line whatever lots it drained; its row says all, so the wallet's largest share needs no
// transfers. The two halves of `bought` each match a partial index.
const LINES = `
  WITH bought AS (
    SELECT u.id, u.created_at, u.price_micros FROM wallets w
      JOIN unlocks u ON u.reader_id = w.user_id AND u.wallet_id = w.id AND u.refunded_at IS NULL
        WHERE w.id = $1
    UNION ALL
    SELECT u.id, u.created_at, u.price_micros FROM wallets w
      JOIN unlocks u ON u.reader_id = w.user_id AND u.wallet_id = w.id AND u.refunded_at IS NOT NULL
        WHERE w.id = $1
  ), moved AS (
    SELECT t.kind, t.ref, t.created_at, -t.amount_micros AS amount
      FROM lots l JOIN transfers t ON t.debit_account_id = l.account_id AND t.kind <> 'unlock'
        WHERE l.wallet_id = $1
    UNION ALL
    SELECT t.kind, t.ref, t.created_at, t.amount_micros
      FROM lots l JOIN transfers t ON t.credit_account_id = l.account_id WHERE l.wallet_id = $1
  ), lines AS (
    SELECT 'unlock' AS kind, id AS ref, created_at AS at, -price_micros AS amount FROM bought
    UNION ALL
    SELECT kind::text, ref, max(created_at), sum(amount)::bigint FROM moved GROUP BY kind, ref
  ), running AS (
    SELECT *, sum(amount) OVER (ORDER BY at, ref, kind) AS balance_after FROM lines
  )
  SELECT kind, ref, at, (extract(epoch FROM at) * 1000000)::bigint AS at_micros, amount, balance_after
  FROM running
  WHERE ($2::text[] IS NULL OR kind = ANY ($2))
    AND ($3::bigint IS NULL OR (at, ref, kind) < (timestamptz 'epoch' + $3 * interval '1 microsecond',
      $4::bigint, $5::text))
  ORDER BY at DESC, ref DESC, kind DESC`;

const CURSOR = /^(\d{1,18})\.(\d{1,18})\.([a-z_]{1,20})$/;

function toLine(row: LineRow): StatementLine {
  return {
    kind: row.kind,
    ref: BigInt(row.ref),
    at: row.at,
    amountMicros: BigInt(row.amount),
    balanceAfterMicros: BigInt(row.balance_after),
    cursor: `${row.at_micros}.${row.ref}.${row.kind}`,
  };
}

/**
 * The wallet's lines, newest first, at most `limit`. Signed micros; the running balance counts every lot,
 * also a gift past its date that the expiry job has not yet taken back. Throws `invalid_input` for a cursor
 * that it did not make.
 */
export async function listWalletStatement(query: StatementQuery): Promise<StatementLine[]> {
  const cursor = query.before === undefined ? null : CURSOR.exec(query.before);
  if (query.before !== undefined && !cursor) throw new DomainError('invalid_input');
  const { rows } = await pool.query<LineRow>(`${LINES} LIMIT $6`, [
    query.walletId,
    query.kinds ?? null,
    cursor?.[1] ?? null,
    cursor?.[2] ?? null,
    cursor?.[3] ?? null,
    query.limit,
  ]);
  return rows.map(toLine);
}

/** Every line of the wallet, newest first, read in pages from one snapshot in bounded memory: for export. */
export async function* streamWalletStatement(
  walletId: bigint,
  pageSize = 1000,
): AsyncGenerator<StatementLine> {
  const client = await pool.connect();
  let failed: unknown;
  try {
    await client.query('BEGIN READ ONLY');
    await client.query(`DECLARE statement_lines NO SCROLL CURSOR FOR ${LINES}`, [
      walletId,
      null,
      null,
      null,
      null,
    ]);
    for (;;) {
      const { rows } = await client.query<LineRow>(`FETCH ${pageSize} FROM statement_lines`);
      for (const row of rows) yield toLine(row);
      if (rows.length < pageSize) break;
    }
  } catch (error) {
    failed = error;
    throw error;
  } finally {
    if (!failed) await client.query('COMMIT').catch((error: unknown) => (failed = error));
    // A connection in doubt is closed, not handed to the next query.
    client.release(failed !== undefined);
  }
}
