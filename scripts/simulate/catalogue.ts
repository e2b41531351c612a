import type { ClientBase } from 'pg';
import { DAY_MS } from '../../lib/core/time.ts';
import { at } from './insert-rows.ts';
import type { CreatorInTown, ItemOnSale, Span } from './types.ts';

const DEMO_CREATOR = 'creator@example.com';
/** What is younger than this stays as new as it is. */
const NEW_DAYS = 12;
/** How old the oldest is, in lengths of the town's year. */
const OLDEST_PER_YEAR = 1.3;
const DENSITY = 1.25;
const OLD_SHARE = 0.1;

/** Everything on sale in one currency, whatever its kind; not what has a limited number of keys. */
export async function readItems(client: ClientBase, currency: string): Promise<ItemOnSale[]> {
  const { rows } = await client.query<Record<string, string>>(
    `SELECT i.id, i.creator_id, p.pending_account_id, i.kind, i.language, i.topic, p.price_micros,
       floor(extract(epoch FROM i.published_at) * 1000)::bigint AS published_ms, i.key_supply
     FROM items i JOIN item_prices p ON p.item_id = i.id AND p.currency = $1
     WHERE i.status = 'published' AND i.key_supply IS DISTINCT FROM 'pool' ORDER BY i.id`,
    [currency],
  );
  return rows.map((row) => ({
    id: BigInt(row.id ?? 0),
    creatorId: BigInt(row.creator_id ?? 0),
    pendingAccountId: BigInt(row.pending_account_id ?? 0),
    kind: row.kind ?? '',
    language: row.language ?? '',
    topic: row.topic ?? '',
    priceMicros: BigInt(row.price_micros ?? 0),
    publishedMs: Number(row.published_ms),
    givesKey: row.key_supply === 'generated',
  }));
}

export async function readCreators(client: ClientBase): Promise<CreatorInTown[]> {
  const { rows } = await client.query<Record<string, string>>(
    `SELECT c.id, c.user_id, c.name, c.locale, u.email FROM creators c JOIN users u ON u.id = c.user_id
     ORDER BY c.id`,
  );
  return rows.map(({ id = '', user_id = '', name = '', locale = '', email = '' }) => ({
    ...{ id: BigInt(id), userId: BigInt(user_id), name, locale, email },
    isDemo: email === DEMO_CREATOR,
  }));
}

/**
 * Spreads what came out over the whole year, in the same order: who has read for a year had something to
 * read. What came out lately keeps its date. Resolves to the items with their dates.
 */
export async function spreadPublications(
  client: ClientBase,
  items: ItemOnSale[],
  span: Span,
): Promise<ItemOnSale[]> {
  const spread = spreadDates(items, span);
  await client.query(
    `UPDATE items i SET published_at = d.at FROM unnest($1::bigint[], $2::timestamptz[]) AS d (id, at)
     WHERE i.id = d.id AND i.published_at IS DISTINCT FROM d.at`,
    [spread.map(({ id }) => String(id)), spread.map(({ publishedMs }) => at(publishedMs))],
  );
  return spread;
}

/**
 * Pure. Spread evenly by rank, a little denser lately, so that some of it was there before the year began. A
 * catalogue that is as old as that stays as it is.
 */
export function spreadDates(items: ItemOnSale[], { fromMs, untilMs }: Span): ItemOnSale[] {
  const ageOf = ({ publishedMs }: ItemOnSale) => untilMs - publishedMs;
  const older = items.filter((item) => ageOf(item) > NEW_DAYS * DAY_MS).sort((a, b) => ageOf(a) - ageOf(b));
  if (older.filter(({ publishedMs }) => publishedMs < fromMs).length >= items.length * OLD_SHARE)
    return items;
  const oldestDays = ((untilMs - fromMs) / DAY_MS) * OLDEST_PER_YEAR;
  return items.map((item) => {
    const rank = older.indexOf(item) + 1;
    if (rank === 0) return item;
    const days = NEW_DAYS + (oldestDays - NEW_DAYS) * (rank / older.length) ** DENSITY;
    const timeOfDay = ((item.publishedMs % DAY_MS) + DAY_MS) % DAY_MS;
    return { ...item, publishedMs: untilMs - Math.ceil(days) * DAY_MS + timeOfDay };
  });
}
