import 'server-only';
import { db, pool } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { createGroupCommit } from '@/lib/core/group-commit';
import { makeLicenceKey } from './key-text';

/** Far longer than an unlock takes; a hold only has to outlive a process that was killed in the middle. */
const HOLD_SECONDS = 600;

const MAX_BIGINT = 2n ** 63n - 1n;

// Asked before every unlock: what arrives while one question is on its way is asked together next time.
const lookUps = createGroupCommit<bigint, boolean>({
  run: findLimited,
  maxBatch: 512,
  maxQueue: 10_000,
});

/** Whether each unlock takes a licence key from a list that can run out. False for an unknown item. */
export async function hasLimitedKeys(itemId: bigint): Promise<boolean> {
  return itemId > 0n && itemId <= MAX_BIGINT && lookUps.submit(itemId);
}

/**
 * Runs an unlock of an item with limited keys, with one of them set aside first, so that money never moves
 * for a key that is gone. Afterwards the key is the unlock's own. Throws `sold_out` before anything is
 * charged.
 */
export async function withLicenceKey<T extends { unlockId: bigint }>(
  { itemId, readerId }: { itemId: bigint; readerId: bigint },
  unlock: () => Promise<T>,
): Promise<T> {
  if (!(await call('hold_licence_key', [itemId, readerId, HOLD_SECONDS]))) throw new DomainError('sold_out');
  let unlocked: T;
  try {
    unlocked = await unlock();
  } catch (error) {
    // Refused for certain. After anything else the money may have moved: then the hold stays until that is
    // known.
    if (error instanceof DomainError && error.code !== 'busy' && error.code !== 'internal')
      await call('release_licence_key', [itemId, readerId]);
    throw error;
  }
  await claimLicenceKey(unlocked.unlockId);
  return unlocked;
}

/** A live unlock's key, given now if need be, never twice. Null: none given, taken back, or run out. */
export async function claimLicenceKey(unlockId: bigint): Promise<string | null> {
  return (await call<string>('claim_licence_key', [unlockId, makeLicenceKey()])) ?? null;
}

/** The key as its reader may see it: `key` is null until they have asked for it. Null: none, or none yet. */
export async function findLicenceKey(unlockId: bigint): Promise<{ key: string | null } | null> {
  if ((await claimLicenceKey(unlockId)) === null) return null;
  const row = await db.licenceKey.findUnique({ where: { unlockId }, select: { key: true, shownAt: true } });
  return row && { key: row.shownAt ? row.key : null };
}

/** Shows the reader the key; from now on the unlock stays. Safe to repeat. Throws `not_found`. */
export async function showLicenceKey(input: { unlockId: bigint; readerId: bigint }): Promise<void> {
  const { unlockId, readerId } = input;
  if (unlockId > MAX_BIGINT) throw new DomainError('not_found');
  if (!(await call('show_licence_key', [unlockId, readerId, makeLicenceKey()])))
    throw new DomainError('not_found');
}

async function findLimited(itemIds: bigint[]): Promise<boolean[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'find-limited-items',
    text: `SELECT id FROM items WHERE id = ANY ($1::bigint[]) AND key_supply = 'pool'`,
    values: [`{${itemIds.join(',')}}`],
  });
  const found = new Set(rows.map((row) => row.id));
  return itemIds.map((id) => found.has(String(id)));
}

type KeyFunction = 'hold_licence_key' | 'release_licence_key' | 'claim_licence_key' | 'show_licence_key';

async function call<T>(name: KeyFunction, values: (bigint | number | string)[]): Promise<T | undefined> {
  const places = values.map((_, index) => `$${index + 1}`).join(', ');
  const { rows } = await pool.query<{ answer: T }>({
    name,
    text: `SELECT ${name}(${places}) AS answer`,
    values: values.map(String),
  });
  return rows[0]?.answer;
}
