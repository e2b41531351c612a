import type { Pool } from 'pg';
import { spend } from '../../lib/ground/ledger/spend.ts';
import type { SpendRequest } from '../../lib/ground/ledger/types.ts';
import { CREATORS, ITEMS, PRICE_MICROS, READERS } from './seed.ts';

/**
 * Deals out requests that were never made before, so that each is an unlock and not a replay. Readers come in
 * a shuffled order; the shapes differ only in what is bought.
 */
export class Requests {
  private dealt = 0;
  private readonly viral: number;
  private readonly hotItems: number[];
  private readonly coldItems: number[];

  constructor(firstHotItem = 1) {
    // Item n belongs to creator 1 + n % CREATORS. One creator goes viral; the others' items are the uniform
    // ones.
    this.viral = 1;
    const items = Array.from({ length: ITEMS }, (_, n) => n + 1).filter((item) => item >= firstHotItem);
    this.hotItems = items.filter((item) => 1 + (item % CREATORS) === this.viral);
    this.coldItems = items.filter((item) => 1 + (item % CREATORS) !== this.viral);
  }

  private readonly hot = { at: 0 };
  private readonly one = { at: 0 };

  private reader(n: number): number {
    return (n * 7919) % READERS;
  }

  private request(reader: number, item: number | undefined): SpendRequest {
    if (item === undefined) throw new Error('The benchmark ran out of items.');
    return { walletId: BigInt(1 + reader), itemId: BigInt(item), seenPriceMicros: PRICE_MICROS };
  }

  /** Any reader, any item. */
  uniform(): SpendRequest {
    const n = this.dealt++;
    const reader = this.reader(n);
    const round = Math.floor(n / READERS);
    if (round >= this.coldItems.length) throw new Error('The benchmark ran out of items.');
    return this.request(reader, this.coldItems[(round + reader * 13) % this.coldItems.length]);
  }

  /** Any reader, one of the 20 or so items of one creator: every credit goes to one account. */
  hotCreator(): SpendRequest {
    const n = this.hot.at++;
    const reader = this.reader(n);
    const half = this.hotItems.slice(0, this.hotItems.length >> 1);
    const round = Math.floor(n / READERS);
    if (round >= half.length) throw new Error('The benchmark ran out of items.');
    return this.request(reader, half[(round + reader) % half.length]);
  }

  /** All readers buy the same item, then all the next one. */
  hotItem(): SpendRequest {
    const n = this.one.at++;
    return this.request(this.reader(n), this.hotItems[(this.hotItems.length >> 1) + Math.floor(n / READERS)]);
  }
}

/** One unlock through the ledger; anything but `unlocked` is a fault of the benchmark. */
export async function unlock(request: SpendRequest): Promise<void> {
  const result = await spend(request);
  if (result.status !== 'unlocked')
    throw new Error(`${request.walletId} ${request.itemId}: ${result.status}`);
}

/** Bytes of the tables that an unlock touches, with their indexes. */
export async function ledgerBytes(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ bytes: string }>(
    `SELECT sum(pg_total_relation_size(name::regclass)) AS bytes
      FROM unnest('{unlocks,transfers,lots,wallets}'::text[]) AS name`,
  );
  return Number(rows[0]?.bytes);
}
