import 'server-only';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import type { KeySupply } from '@/lib/generated/prisma/enums';
import { lockItem } from '../attach-media';
import { readKeyLines } from './key-text';

export interface KeySummary {
  supply: KeySupply | null;
  /** In the list and not given away. */
  free: number;
  given: number;
  /** Of the given: their unlock was taken back. They are spent, and go to nobody else. */
  burned: number;
  /** Unlocks that paid and wait for a key: possible only if the list was put in after they bought. */
  owed: number;
}

/** How an item's licence keys stand. Null for an item that is not this creator's game item. */
export async function getKeySummary(itemId: bigint, creatorId: bigint): Promise<KeySummary | null> {
  const item = await db.item.findFirst({
    where: { id: itemId, creatorId, kind: 'game_item' },
    select: { keySupply: true },
  });
  if (!item) return null;
  const [free, given, burned, owed] = await Promise.all([
    db.licenceKey.count({ where: { itemId, unlockId: null } }),
    db.licenceKey.count({ where: { itemId, unlockId: { not: null } } }),
    db.licenceKey.count({ where: { itemId, unlock: { refundedAt: { not: null } } } }),
    item.keySupply === 'pool' ? countOwed(itemId) : 0,
  ]);
  return { supply: item.keySupply, free, given, burned, owed };
}

async function countOwed(itemId: bigint): Promise<number> {
  const [row] = await db.$queryRaw<{ owed: number }[]>`
    SELECT count(*)::int AS owed FROM unlock_facts u WHERE u.item_id = ${itemId} AND u.refunded_at IS NULL
      AND NOT EXISTS (SELECT FROM licence_keys k WHERE k.unlock_id = u.id)`;
  return row?.owed ?? 0;
}

/** Chooses where keys come from; null: none. Throws `not_found`, or `file_in_use` if buyers lose all. */
export async function setKeySupply(input: {
  itemId: bigint;
  creatorId: bigint;
  supply: KeySupply | null;
}): Promise<void> {
  const { itemId: id, creatorId, supply } = input;
  await db.$transaction(async (tx) => {
    await lockItem(tx, id);
    const item = await tx.item.findFirst({
      where: { id, creatorId, kind: 'game_item' },
      select: { status: true, fileMediaId: true, keySupply: true, _count: { select: { unlocks: true } } },
    });
    if (!item) throw new DomainError('not_found');
    const needed = item.status !== 'draft' || item._count.unlocks > 0;
    if (supply === null && item.keySupply && needed && !item.fileMediaId)
      throw new DomainError('file_in_use');
    await tx.item.update({ where: { id }, data: { keySupply: supply } });
  });
}

/**
 * Adds keys to an item's list, one a line; what is there already is left out. Resolves to how many were new,
 * how many were known, and how many lines repeat another line of the same text. Throws `not_found` for
 * another's item, `invalid_input` (field `keys`) for lines that are no keys.
 */
export async function addKeys(input: {
  itemId: bigint;
  creatorId: bigint;
  text: string;
}): Promise<{ added: number; known: number; doubled: number }> {
  const { itemId, creatorId } = input;
  const item = await db.item.findFirst({
    where: { id: itemId, creatorId, kind: 'game_item' },
    select: { id: true },
  });
  if (!item) throw new DomainError('not_found');
  const { keys, doubled } = readKeyLines(input.text) ?? { keys: [], doubled: 0 };
  if (keys.length === 0) throw new DomainError('invalid_input', { fieldErrors: { keys: 'keys' } });
  const { count } = await db.licenceKey.createMany({
    data: keys.map((key) => ({ itemId, key })),
    skipDuplicates: true,
  });
  return { added: count, known: keys.length - count, doubled };
}

/** Takes an item's free keys away; given and reserved ones stay. Throws `not_found` for another's. */
export async function removeFreeKeys(input: { itemId: bigint; creatorId: bigint }): Promise<number> {
  const { itemId, creatorId } = input;
  const item = await db.item.count({ where: { id: itemId, creatorId, kind: 'game_item' } });
  if (item === 0) throw new DomainError('not_found');
  const { count } = await db.licenceKey.deleteMany({
    where: { item: { id: itemId, creatorId }, unlockId: null, heldFor: null },
  });
  return count;
}
