import { createHash } from 'node:crypto';
import { at, insertRows, reserveIds } from './insert-rows.ts';
import { idOf } from './number-year.ts';
import type { Work } from './town-at-work.ts';
import type { View } from './types.ts';

/** What was seen, unlocked and taken back. */
export async function writeReading(work: Work): Promise<void> {
  const { client, year, numbers } = work;
  const unlocks = year.readers
    .flatMap((reader) =>
      reader.unlocks.map((unlock) => ({ reader, unlock, id: idOf(numbers.unlocks, unlock) })),
    )
    .sort((a, b) => a.unlock.atMs - b.unlock.atMs);
  await insertRows(
    client,
    'unlocks',
    unlocks.map(({ reader, unlock, id }) => ({
      ...{ id, wallet_id: idOf(numbers.wallets, reader), reader_id: idOf(numbers.users, reader) },
      ...{ item_id: unlock.item.id, price_micros: unlock.item.priceMicros },
      created_at: at(unlock.atMs),
    })),
  );
  const refunded = unlocks
    .filter(({ unlock }) => unlock.refundedMs !== null)
    .sort((a, b) => (a.unlock.refundedMs ?? 0) - (b.unlock.refundedMs ?? 0));
  // One after the other, because a trigger numbers them as they come.
  for (const { id, unlock } of refunded)
    await client.query('UPDATE unlocks SET refunded_at = $2 WHERE id = $1', [id, at(unlock.refundedMs ?? 0)]);
  await insertRows(
    client,
    'licence_keys',
    unlocks
      .filter(({ unlock }) => unlock.item.givesKey)
      .map(({ unlock, id }) => ({
        ...{ item_id: unlock.item.id, key: keyFor(id), unlock_id: id },
        given_at: at(unlock.atMs),
        created_at: at(unlock.atMs),
      })),
  );
  await writeViews(work);
}

async function writeViews({ client, year, numbers }: Work): Promise<void> {
  const seen = year.readers.flatMap((reader) =>
    reader.views.map((view) => ({
      view,
      reader_id: idOf(numbers.users, reader),
      visitor: null as string | null,
    })),
  );
  const passed = year.passers.map(({ view, visitor }) => ({
    view,
    reader_id: null,
    visitor: `\\x${visitor}`,
  }));
  const all = [...seen, ...passed].sort((a, b) => a.view.atMs - b.view.atMs);
  const first = await reserveIds(client, 'item_views', all.length);
  await insertRows(
    client,
    'item_views',
    all.map(({ view, reader_id, visitor }, n) => ({
      ...{ id: first + BigInt(n), item_id: view.item.id, day: dayOf(view), reader_id, visitor },
      ...{ source: view.source, country: view.country, at: at(view.atMs) },
    })),
  );
}

const dayOf = ({ atMs }: View) => at(atMs).slice(0, 10);

/** In the form of the keys that are made on demand. */
function keyFor(unlock: bigint): string {
  const hex = createHash('sha256').update(`licence ${unlock}`).digest('hex').toUpperCase();
  return hex.slice(0, 20).replace(/(.{5})(?=.)/g, '$1-');
}
