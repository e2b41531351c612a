import type { ClientBase } from 'pg';
import { reserveIds } from './insert-rows.ts';
import type { TableName } from './tables.ts';
import type { CardRefund, Dispute, Payout, ReaderYear, Settlement, TopUp, Unlock, Year } from './types.ts';

/** The ids of everything in a year. What happened earlier has the smaller one. */
export interface Numbers {
  users: Map<ReaderYear, bigint>;
  wallets: Map<ReaderYear, bigint>;
  /** The account of each paid lot. */
  paidLots: Map<ReaderYear, bigint>;
  /** Accounts of gifts, in the order of a reader's gifts. */
  giftLots: Map<ReaderYear, bigint[]>;
  grants: Map<ReaderYear, bigint[]>;
  topUps: Map<TopUp, bigint>;
  unlocks: Map<Unlock, bigint>;
  refunds: Map<CardRefund, bigint>;
  disputes: Map<Dispute, bigint>;
  settlements: Map<Settlement, bigint>;
  payouts: Map<Payout, bigint>;
}

/** Takes the ids from the database's own sequences. `demoUserId`: of the reader whose user is there. */
export async function numberYear(client: ClientBase, year: Year, demoUserId: bigint): Promise<Numbers> {
  const { readers, creators } = year;
  const inTime = async <T>(table: TableName, all: T[], at: (one: T) => number): Promise<Map<T, bigint>> => {
    const first = await reserveIds(client, table, all.length);
    return new Map(all.toSorted((a, b) => at(a) - at(b)).map((one, n) => [one, first + BigInt(n)]));
  };
  const newcomers = readers.filter(({ isDemo }) => !isDemo);
  const users = await inTime('users', newcomers, ({ joinedMs }) => joinedMs);
  for (const reader of readers) if (reader.isDemo) users.set(reader, demoUserId);
  const gifts = readers.flatMap((reader) => reader.gifts.map((gift) => ({ reader, gift })));
  const giftLots = await inTime('accounts', gifts, ({ gift }) => gift.atMs);
  const grants = await inTime('grants', gifts, ({ gift }) => gift.atMs);
  const byReader = Map.groupBy(gifts, ({ reader }) => reader);
  const ofReader = (ids: Map<(typeof gifts)[number], bigint>) =>
    new Map(readers.map((reader) => [reader, (byReader.get(reader) ?? []).map((one) => idOf(ids, one))]));
  return {
    users,
    wallets: await inTime('wallets', readers, ({ joinedMs }) => joinedMs),
    paidLots: await inTime('accounts', readers, ({ joinedMs }) => joinedMs),
    giftLots: ofReader(giftLots),
    grants: ofReader(grants),
    topUps: await inTime(
      'top_ups',
      readers.flatMap(({ topUps }) => topUps),
      ({ openedMs }) => openedMs,
    ),
    unlocks: await inTime(
      'unlocks',
      readers.flatMap(({ unlocks }) => unlocks),
      ({ atMs }) => atMs,
    ),
    refunds: await inTime(
      'refunds',
      readers.flatMap(({ refunds }) => refunds),
      ({ atMs }) => atMs,
    ),
    disputes: await inTime(
      'disputes',
      readers.flatMap(({ disputes }) => disputes),
      ({ openedMs }) => openedMs,
    ),
    settlements: await inTime(
      'settlements',
      creators.flatMap(({ settlements }) => settlements),
      ({ atMs }) => atMs,
    ),
    payouts: await inTime(
      'payouts',
      creators.flatMap(({ payouts }) => payouts),
      ({ atMs }) => atMs,
    ),
  };
}

/** The id of something that was numbered. */
export function idOf<T>(ids: ReadonlyMap<T, bigint>, one: T): bigint {
  const id = ids.get(one);
  if (id === undefined) throw new Error('This was not numbered.');
  return id;
}
