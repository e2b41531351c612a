import type { QueryArrayConfig } from 'pg';
import { pool } from '../../core/db.ts';
import type { SpendRequest, SpendResult } from './types.ts';

/** What SQL's spend() says of one request; `wallet_unknown` is a caller's mistake, not a reader's. */
export type SpendAnswer = SpendResult | { status: 'wallet_unknown' };

// Arrays travel as PostgreSQL's own text, written and read here: pg's general array code costs more than the
// rest of the client's share of an unlock.
const literal = (values: bigint[]) => `{${values.join(',')}}`;
const elements = (text: string) => text.slice(1, -1).split(',');

const CALL: Pick<QueryArrayConfig, 'name' | 'text' | 'rowMode' | 'types'> = {
  name: 'spend',
  text: 'SELECT places, statuses, unlock_ids, prices, bought_at_ms, balances, now_ms FROM spend($1, $2, $3)',
  rowMode: 'array',
  types: { getTypeParser: () => (value: string) => value },
};

/**
 * One call of SQL's spend(): serves all requests in one transaction, one answer per request, in order. Throws
 * what the driver throws; then nothing is known of the transaction if the connection was lost, and it did not
 * happen otherwise.
 */
export async function callSpend(requests: SpendRequest[]): Promise<SpendAnswer[]> {
  const { rows } = await pool.query<string[]>({
    ...CALL,
    values: [
      literal(requests.map((request) => request.walletId)),
      literal(requests.map((request) => request.itemId)),
      literal(requests.map((request) => request.seenPriceMicros)),
    ],
  });
  const row = rows[0] ?? [];
  const [places = [], statuses = [], unlockIds = [], prices = [], times = [], balances = []] = row
    .slice(0, 6)
    .map(elements);
  const now = row[6] ?? '';
  const answers = new Array<SpendAnswer>(requests.length);
  // From the end: the last answer for a place is the one that counts, and fills it first.
  for (let j = places.length - 1; j >= 0; j -= 1) {
    const k = Number(places[j]) - 1;
    const time = times[j] === 'NULL' ? now : times[j];
    answers[k] ??= toAnswer(statuses[j], unlockIds[j], prices[j], time, balances[j]);
  }
  return answers;
}

function toAnswer(status = '', unlockId = '', price = '', time = '', balance = ''): SpendAnswer {
  switch (status) {
    case 'unlocked':
    case 'already_unlocked':
      return {
        status,
        unlockId: BigInt(unlockId),
        priceMicros: BigInt(price),
        unlockedAt: new Date(Number(time)),
        balanceMicros: BigInt(balance),
      };
    case 'insufficient_funds':
    case 'price_changed':
    case 'limit_reached':
    case 'wallet_frozen':
    case 'item_unavailable':
      return {
        status,
        priceMicros: price === 'NULL' ? null : BigInt(price),
        balanceMicros: BigInt(balance),
      };
    case 'wallet_unknown':
      return { status };
    default:
      throw new Error(`spend() answered "${status}"`);
  }
}
