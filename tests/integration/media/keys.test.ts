import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { hasDeliverable } from '@/lib/rooms/media/has-deliverable';
import { listKeys } from '@/lib/rooms/media/keys/list-keys';
import { addKeys, getKeySummary, removeFreeKeys, setKeySupply } from '@/lib/rooms/media/keys/manage-keys';
import { claimLicenceKey, findLicenceKey, showLicenceKey } from '@/lib/rooms/media/keys/with-licence-key';
import { buy } from '@/lib/rooms/unlocks/buy';
import { undo } from '@/lib/rooms/unlocks/undo';
import { createUser } from '@/prisma/factories/create-user';
import { makeAuthor, makeReader } from '../items/world';
import { listBrokenLaws } from '../ledger/world';
import { makeItemOf } from './world';

const keyLines = (count: number, prefix = 'KEY') =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index}`).join('\n');

async function makeGame(keys: number) {
  const item = await makeItemOf('game_item');
  const { creatorId } = item;
  await setKeySupply({ itemId: item.id, creatorId, supply: 'pool' });
  if (keys > 0) await addKeys({ itemId: item.id, creatorId, text: keyLines(keys) });
  const buyFor = (userId: bigint, seenPriceMicros = item.priceMicros) =>
    buy({ payer: { userId }, itemId: item.id, seenPriceMicros });
  return { ...item, itemId: item.id, buyFor };
}

const balanceOf = async (walletId: bigint) => {
  const { _sum } = await db.lot.aggregate({ where: { walletId }, _sum: { balanceMicros: true } });
  return _sum.balanceMicros;
};

test('keys are read one a line, each once, however often they are pasted', async () => {
  const game = await makeGame(0);
  const { itemId, creatorId } = game;
  expect(await hasDeliverable(itemId)).toBe(false);
  const text = ' AAAA-1 \r\nBBBB-2\n\n  \nAAAA-1\rCCCC-3\n';
  expect(await addKeys({ itemId, creatorId, text })).toEqual({ added: 3, known: 0, doubled: 1 });
  expect(await addKeys({ itemId, creatorId, text: 'CCCC-3\nDDDD-4' })).toEqual({
    added: 1,
    known: 1,
    doubled: 0,
  });
  expect(await getKeySummary(itemId, creatorId)).toEqual({
    supply: 'pool',
    free: 4,
    given: 0,
    burned: 0,
    owed: 0,
  });
  expect(await hasDeliverable(itemId)).toBe(true);
  for (const bad of ['', '\n\n', 'x'.repeat(201), 'a\u0000b', keyLines(10_001)])
    await expect(addKeys({ itemId, creatorId, text: bad })).rejects.toMatchObject({ code: 'invalid_input' });
});

test('fifty readers at once and thirty keys: thirty unlocks, thirty keys, nobody else pays', async () => {
  const game = await makeGame(30);
  const readers = await Promise.all(Array.from({ length: 50 }, () => makeReader(1_000_000n)));
  const results = await Promise.allSettled(readers.map((reader) => game.buyFor(reader.userId)));
  const sold = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.unlockId] : []));
  expect(sold).toHaveLength(30);
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []));
  expect(new Set(refused)).toEqual(new Set(['sold_out']));
  const keys = await Promise.all(sold.map(claimLicenceKey));
  expect(keys).not.toContain(null);
  expect(new Set(keys).size).toBe(30);
  expect(await getKeySummary(game.itemId, game.creatorId)).toMatchObject({ free: 0, given: 30, owed: 0 });
  for (const [index, reader] of readers.entries()) {
    const paid = results[index]?.status === 'fulfilled' ? game.priceMicros : 0n;
    expect(await balanceOf(reader.walletId)).toBe(1_000_000n - paid);
  }
  // More keys, and it sells again.
  await addKeys({ itemId: game.itemId, creatorId: game.creatorId, text: 'ONE-MORE' });
  const late = readers[results.findIndex((result) => result.status === 'rejected')];
  const { unlockId } = await game.buyFor(late?.userId ?? 0n);
  expect(await claimLicenceKey(unlockId)).toBe('ONE-MORE');
  expect(await listBrokenLaws()).toEqual([]);
});

test('ten presses of one reader take one key, and a refused press takes nothing from others', async () => {
  const game = await makeGame(1);
  const reader = await makeReader(1_000_000n);
  const presses = await Promise.allSettled([
    ...Array.from({ length: 10 }, () => game.buyFor(reader.userId)),
    ...Array.from({ length: 5 }, () => game.buyFor(reader.userId, 1n)),
  ]);
  const ids = presses.flatMap((each) => (each.status === 'fulfilled' ? [String(each.value.unlockId)] : []));
  expect(ids.length).toBeGreaterThanOrEqual(10);
  expect(new Set(ids).size).toBe(1);
  expect(await claimLicenceKey(BigInt(ids[0] ?? 0))).toBe('KEY-0');
  const [row] = await db.licenceKey.findMany({ where: { itemId: game.itemId } });
  expect(row).toMatchObject({ heldFor: null, holds: 0 });
});

test('who cannot pay takes no key out of the list', async () => {
  const game = await makeGame(1);
  const [poor, rich] = [await makeReader(0n), await makeReader(1_000_000n)];
  await expect(game.buyFor(poor.userId)).rejects.toMatchObject({ code: 'insufficient_funds' });
  const { unlockId } = await game.buyFor(rich.userId);
  expect(await claimLicenceKey(unlockId)).toBe('KEY-0');
  await expect(game.buyFor(poor.userId)).rejects.toMatchObject({ code: 'sold_out' });
});

test('a key that was shown ends the right to take back: no three keys for nothing', async () => {
  const game = await makeGame(3);
  const reader = await makeReader(1_000_000n);
  // What nobody has seen goes back, and the same key comes again.
  for (let i = 0; i < 3; i++) {
    const { unlockId } = await game.buyFor(reader.userId);
    expect(await findLicenceKey(unlockId)).toEqual({ key: null });
    await undo({ userId: reader.userId, unlockId });
    expect(await findLicenceKey(unlockId)).toBeNull();
    await expect(showLicenceKey({ unlockId, readerId: reader.userId })).rejects.toMatchObject({
      code: 'not_found',
    });
  }
  expect(await getKeySummary(game.itemId, game.creatorId)).toMatchObject({ free: 3, given: 0, burned: 0 });
  expect(await balanceOf(reader.walletId)).toBe(1_000_000n);

  const { unlockId } = await game.buyFor(reader.userId);
  const stranger = await makeReader(0n);
  await expect(showLicenceKey({ unlockId, readerId: stranger.userId })).rejects.toMatchObject({
    code: 'not_found',
  });
  await showLicenceKey({ unlockId, readerId: reader.userId });
  await showLicenceKey({ unlockId, readerId: reader.userId });
  expect(await findLicenceKey(unlockId)).toEqual({ key: 'KEY-0' });
  await expect(undo({ userId: reader.userId, unlockId })).rejects.toMatchObject({
    code: 'licence_key_shown',
  });
  expect(await balanceOf(reader.walletId)).toBe(1_000_000n - game.priceMicros);
  expect(await getKeySummary(game.itemId, game.creatorId)).toMatchObject({ free: 2, given: 1 });
});

test('shown and taken back at the same moment: one of the two', async () => {
  for (let i = 0; i < 10; i++) {
    const game = await makeGame(1);
    const reader = await makeReader(1_000_000n);
    const { unlockId } = await game.buyFor(reader.userId);
    const [shown, refunded] = await Promise.allSettled([
      showLicenceKey({ unlockId, readerId: reader.userId }),
      undo({ userId: reader.userId, unlockId }),
    ]);
    expect([shown.status, refunded.status].sort()).toEqual(['fulfilled', 'rejected']);
    const kept = await db.licenceKey.count({ where: { unlockId, shownAt: { not: null } } });
    expect(kept).toBe(shown.status === 'fulfilled' ? 1 : 0);
  }
});

test('a key that was made here and that nobody saw goes with its unlock', async () => {
  const item = await makeItemOf('game_item');
  await setKeySupply({ itemId: item.id, creatorId: item.creatorId, supply: 'generated' });
  const reader = await makeReader(1_000_000n);
  const bought = await buy({
    payer: { userId: reader.userId },
    itemId: item.id,
    seenPriceMicros: item.priceMicros,
  });
  expect(await findLicenceKey(bought.unlockId)).toEqual({ key: null });
  await undo({ userId: reader.userId, unlockId: bought.unlockId });
  expect(await db.licenceKey.count({ where: { itemId: item.id } })).toBe(0);
});

test('a shown key whose unlock an admin took back is burned: nobody else gets it', async () => {
  const game = await makeGame(2);
  const [first, second] = [await makeReader(1_000_000n), await makeReader(1_000_000n)];
  const { unlockId } = await game.buyFor(first.userId);
  const seen = await claimLicenceKey(unlockId);
  await showLicenceKey({ unlockId, readerId: first.userId });
  const admin = await createUser(db, {
    email: `keys-${unlockId}@media.test`,
    role: 'admin',
    adminRole: 'finance',
  });
  await pool.query(`SELECT reverse_unlock($1, 'pending', $2, 'The key does not work.', NULL)`, [
    unlockId,
    admin.id,
  ]);
  expect(await claimLicenceKey(unlockId)).toBeNull();
  const { unlockId: next } = await game.buyFor(second.userId);
  expect(await claimLicenceKey(next)).not.toBe(seen);
  await expect(game.buyFor(first.userId)).rejects.toMatchObject({ code: 'sold_out' });
  expect(await getKeySummary(game.itemId, game.creatorId)).toMatchObject({ free: 0, given: 2, burned: 1 });
  const states = await listKeys(game.itemId, game.creatorId);
  expect(states?.map((each) => each.state).sort()).toEqual(['burned', 'given']);
  await expect(
    pool.query('UPDATE licence_keys SET unlock_id = NULL, given_at = NULL WHERE key = $1', [seen]),
  ).rejects.toThrow('was given away');
  await expect(pool.query('DELETE FROM licence_keys WHERE item_id = $1', [game.itemId])).rejects.toThrow(
    'was given away',
  );
});

test('a hold that a killed process left ends by itself, unless the money has moved', async () => {
  const game = await makeGame(1);
  const [killed, other] = [await makeReader(1_000_000n), await makeReader(1_000_000n)];
  const hold = (userId: bigint, seconds: number) =>
    pool.query<{ held: boolean }>('SELECT hold_licence_key($1, $2, $3) AS held', [
      game.itemId,
      userId,
      seconds,
    ]);
  // Killed before the unlock: in time the key is free again.
  expect((await hold(killed.userId, 600)).rows[0]?.held).toBe(true);
  await expect(game.buyFor(other.userId)).rejects.toMatchObject({ code: 'sold_out' });
  await db.licenceKey.updateMany({ where: { itemId: game.itemId }, data: { heldUntil: new Date(0) } });
  expect((await hold(other.userId, 600)).rows[0]?.held).toBe(true);
  await pool.query('SELECT release_licence_key($1, $2)', [game.itemId, other.userId]);

  // Killed right after it: the key waits for its owner, however long.
  await game.buyFor(killed.userId);
  await pool.query('ALTER TABLE licence_keys DISABLE TRIGGER licence_keys_shown_stay');
  await pool.query(
    `UPDATE licence_keys SET unlock_id = NULL, given_at = NULL, held_for = $2, held_until = to_timestamp(0),
      holds = 1
     WHERE item_id = $1`,
    [game.itemId, killed.userId],
  );
  await pool.query('ALTER TABLE licence_keys ENABLE TRIGGER licence_keys_shown_stay');
  await expect(game.buyFor(other.userId)).rejects.toMatchObject({ code: 'sold_out' });
  const unlock = await db.unlock.findFirstOrThrow({
    where: { readerId: killed.userId, itemId: game.itemId },
  });
  expect(await claimLicenceKey(unlock.id)).toBe('KEY-0');
});

test('made keys never run out, and each unlock keeps its own', async () => {
  const { id: itemId, creatorId, priceMicros } = await makeItemOf('game_item');
  await setKeySupply({ itemId, creatorId, supply: 'generated' });
  expect(await hasDeliverable(itemId)).toBe(true);
  const readers = await Promise.all(Array.from({ length: 8 }, () => makeReader(1_000_000n)));
  const sold = await Promise.all(
    readers.map(({ userId }) => buy({ payer: { userId }, itemId, seenPriceMicros: priceMicros })),
  );
  const keys = await Promise.all(sold.map(({ unlockId }) => claimLicenceKey(unlockId)));
  expect(new Set(keys).size).toBe(8);
  for (const key of keys) expect(key).toMatch(/^([2-9A-HJ-NP-Z]{5}-){4}[2-9A-HJ-NP-Z]{5}$/);
  const again = await Promise.all([0, 0, 0, 0].map(() => claimLicenceKey(sold[0]?.unlockId ?? 0n)));
  expect(new Set(again)).toEqual(new Set([keys[0]]));
});

test('who bought before there was a list gets a key as soon as there is one', async () => {
  const { id: itemId, creatorId, priceMicros } = await makeItemOf('game_item');
  const reader = await makeReader(1_000_000n);
  const { unlockId } = await buy({ payer: { userId: reader.userId }, itemId, seenPriceMicros: priceMicros });
  expect(await claimLicenceKey(unlockId)).toBeNull();
  await setKeySupply({ itemId, creatorId, supply: 'pool' });
  expect(await claimLicenceKey(unlockId)).toBeNull();
  expect(await getKeySummary(itemId, creatorId)).toMatchObject({ free: 0, given: 0, owed: 1 });
  await addKeys({ itemId, creatorId, text: 'LATE' });
  expect(await claimLicenceKey(unlockId)).toBe('LATE');
});

test('keys are their creator’s: nobody else reads, adds or removes them', async () => {
  const game = await makeGame(3);
  const stranger = await makeAuthor();
  const theirs = { itemId: game.itemId, creatorId: stranger.id };
  expect(await getKeySummary(game.itemId, stranger.id)).toBeNull();
  expect(await listKeys(game.itemId, stranger.id)).toBeNull();
  await expect(addKeys({ ...theirs, text: 'X' })).rejects.toMatchObject({ code: 'not_found' });
  await expect(setKeySupply({ ...theirs, supply: null })).rejects.toMatchObject({ code: 'not_found' });
  await expect(removeFreeKeys(theirs)).rejects.toMatchObject({ code: 'not_found' });
  await expect(
    setKeySupply({ itemId: game.itemId, creatorId: game.creatorId, supply: null }),
  ).rejects.toMatchObject({ code: 'file_in_use' });
  expect(await removeFreeKeys({ itemId: game.itemId, creatorId: game.creatorId })).toBe(3);
});
