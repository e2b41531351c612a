import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { pool } from '@/lib/core/db';
import { endStreams, MOST_STREAMS, openStream } from '@/lib/entry/routes/open-stream';
import { refundUnlock } from '@/lib/ground/ledger/refund-unlock';
import { spend } from '@/lib/ground/ledger/spend';
import { MOST_MISSED } from '@/lib/rooms/earnings/live-feed';
import { topUp } from '../ledger/world';
import { makeCreator, makeItem, makeMarket, makeReader, one, POLICY, unlockAt } from './world';

// Two looks of the feed at most; the limit is for a machine that has much else to do.
const PATIENT = { timeout: 15_000 };

async function signIn(creatorId: bigint) {
  const { user_id } = await one<{ user_id: string }>('SELECT user_id FROM creators WHERE id = $1', [
    creatorId,
  ]);
  const sessionId = randomUUID();
  await pool.query(
    `INSERT INTO sessions (id, user_id, expires_at) VALUES ($1, $2, now() + interval '1 hour')`,
    [sessionId, user_id],
  );
  return { userId: BigInt(user_id), sessionId };
}

/** A creator's open page: what it has heard so far, as [event, data] pairs. */
async function listen(creatorId: bigint, options: Partial<Parameters<typeof openStream>[0]> = {}) {
  const who = { ...(await signIn(creatorId)), ...options };
  const stream = openStream({ creatorId, lastEventId: null, beatMs: 50, ...who });
  if (!stream) throw new Error('refused');
  const heard: { event: string; id?: string; data: Record<string, string> }[] = [];
  const reader = stream.getReader();
  const done = (async () => {
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
      const { done: over, value } = await reader.read();
      if (over) return;
      const blocks = (rest + decoder.decode(value)).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const field = (name: string) =>
          block
            .split('\n')
            .find((line) => line.startsWith(`${name}: `))
            ?.slice(name.length + 2);
        const event = field('event');
        if (event) heard.push({ event, id: field('id'), data: JSON.parse(field('data') ?? '{}') });
      }
    }
  })();
  await expect.poll(() => heard.map(({ event }) => event), PATIENT).toContain('ready');
  return {
    ...who,
    heard,
    done,
    close: () => reader.cancel(),
    earned: () => heard.filter(({ event }) => event === 'earned').map(({ data }) => data),
  };
}

async function makeSale(price = 35_000n) {
  const creator = await makeCreator();
  const itemId = await makeItem(creator, price);
  const { userId, walletId } = await makeReader();
  await topUp(walletId, 1_000_000n);
  const buy = async () => {
    const result = await spend({ walletId, itemId, seenPriceMicros: price });
    if (result.status !== 'unlocked') throw new Error(result.status);
    return result.unlockId;
  };
  return { creatorId: creator.creatorId, readerId: userId, buy };
}

test('an unlock and its refund are told once each, to their creator alone', async () => {
  const [mine, other] = [await makeSale(), await makeSale()];
  const [page, another] = [await listen(mine.creatorId), await listen(other.creatorId)];
  const unlockId = await mine.buy();
  await expect.poll(page.earned, PATIENT).toHaveLength(1);
  await refundUnlock({ readerId: mine.readerId, unlockId, policy: POLICY });
  await expect.poll(page.earned, PATIENT).toHaveLength(2);
  expect(page.earned()).toMatchObject([
    { id: `u${unlockId}`, kind: 'unlock', title: 'An item', micros: '35000', currency: 'usd' },
    { kind: 'refund', micros: '35000' },
  ]);
  // The other page hears its own next, and has not heard these.
  await other.buy();
  await expect.poll(another.earned, PATIENT).toHaveLength(1);
  expect(another.earned()).toMatchObject([{ kind: 'unlock' }]);
  expect(page.earned()).toHaveLength(2);
  await Promise.all([page.close(), another.close()]);
});

test('an unlock whose number was given out long before it was committed is told all the same', async () => {
  const { creatorId, buy } = await makeSale();
  const page = await listen(creatorId);
  const slow = await pool.connect();
  const late = await makeReader();
  const { item_id } = await one<{ item_id: string }>(
    'SELECT id AS item_id FROM items WHERE creator_id = $1',
    [creatorId],
  );
  await slow.query('BEGIN; SET LOCAL session_replication_role = replica');
  await slow.query('SELECT account_id FROM lots WHERE wallet_id = $1 FOR NO KEY UPDATE', [late.walletId]);
  const { rows } = await slow.query(
    `INSERT INTO unlocks (wallet_id, reader_id, item_id, price_micros) VALUES ($1, $2, $3, 35000)
      RETURNING id`,
    [late.walletId, late.userId, item_id],
  );
  const quick = await buy();
  expect(quick).toBeGreaterThan(BigInt(rows[0].id));
  await expect.poll(() => page.earned().map(({ id }) => id), PATIENT).toEqual([`u${quick}`]);
  await slow.query('COMMIT');
  slow.release();
  await expect
    .poll(() => page.earned().map(({ id }) => id), PATIENT)
    .toEqual([`u${quick}`, `u${rows[0].id}`]);
  await page.close();
});

test('a page that was away hears what it missed', async () => {
  const { creatorId, buy } = await makeSale();
  const first = await listen(creatorId);
  const unlockId = await buy();
  await expect.poll(first.earned, PATIENT).toHaveLength(1);
  const lastEventId = first.heard.find(({ event }) => event === 'earned')?.id ?? null;
  await first.close();
  const again = await listen(creatorId, { lastEventId });
  await expect.poll(() => again.earned().map(({ id }) => id), PATIENT).toContain(`u${unlockId}`);
  await again.close();
  const fooled = await listen(creatorId, { lastEventId: "0.0'; DROP TABLE unlocks" });
  expect(fooled.earned()).toEqual([]);
  await fooled.close();
});

test('a page that asks for what happened long ago hears the latest of it alone', async () => {
  const market = await makeMarket(1, 2);
  const old = await unlockAt(market, { item: 0, reader: 0, at: new Date() });
  await pool.query(`SELECT setval('unlocks_id_seq', $1)`, [Number(old) + MOST_MISSED]);
  const latest = await unlockAt(market, { item: 0, reader: 1, at: new Date() });
  const page = await listen(market.creator.creatorId, { lastEventId: '0.0' });
  await expect.poll(() => page.earned().map(({ id }) => id), PATIENT).toEqual([`u${latest}`]);
  await page.close();
});

test('a session that is revoked ends its streams', async () => {
  const { creatorId } = await makeSale();
  const page = await listen(creatorId);
  await pool.query('UPDATE sessions SET revoked_at = now() WHERE id = $1', [page.sessionId]);
  await page.done;
  expect(page.heard.at(-1)?.event).toBe('ended');
});

test('a person has a few streams and no more; one that closes makes room', async () => {
  const { creatorId } = await makeSale();
  const who = await signIn(creatorId);
  const open = () => openStream({ creatorId, lastEventId: null, ...who });
  const streams = Array.from({ length: MOST_STREAMS }, open);
  expect(streams).not.toContain(null);
  expect(open()).toBeNull();
  await streams[0]?.cancel();
  const next = open();
  expect(next).not.toBeNull();
  for (const stream of [...streams.slice(1), next]) await stream?.cancel();
});

test('all streams end when the server is told to stop', async () => {
  const { creatorId } = await makeSale();
  const page = await listen(creatorId);
  endStreams();
  await page.done;
});
