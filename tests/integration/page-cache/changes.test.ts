import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { pool } from '@/lib/core/db';
import { type Follower, followChanges } from '@/lib/entry/page-cache/follow-changes';
import { spend } from '@/lib/ground/ledger/spend';
import { seedShop } from '../ledger/seed-shop';

const onChange = vi.fn();
let follower: Follower;
const version = async () => (await pool.query('SELECT version FROM public_version')).rows[0]?.version;

beforeAll(async () => {
  const client = await pool.connect();
  await seedShop(client, 1, 3);
  await client.query(
    `UPDATE items SET kind = 'lesson' WHERE id = 3; INSERT INTO courses (creator_id, slug, name)
      VALUES (1, 'coins', 'Coins')`,
  );
  client.release();
  // Long between two looks: what is heard of at once was heard by its notice.
  follower = followChanges({ onChange, pollMs: 60_000, retryMs: 50 });
  await vi.waitFor(() => follower.query('SELECT 1', []), 20_000);
});
afterAll(() => follower.stop());
beforeEach(async () => {
  // What came before has been heard.
  await pool.query(`NOTIFY farthing_public, 'quiet'`);
  await expect.poll(() => onChange.mock.calls.length).toBeGreaterThan(0);
  onChange.mockClear();
});

test.each([
  [
    'a publication',
    `UPDATE items SET status = 'draft' WHERE id = 1; UPDATE items SET status = 'published' WHERE id = 1`,
  ],
  ['a new text', `UPDATE items SET teaser = 'Another beginning' WHERE id = 1`],
  ['a withdrawal', `UPDATE items SET status = 'withdrawn' WHERE id = 2`],
  ['a price', `UPDATE item_prices SET price_micros = 2000 WHERE item_id = 1`],
  ['a profile', `UPDATE creators SET bio = 'About money' WHERE id = 1`],
  ['a course', `UPDATE courses SET name = 'Small coins' WHERE slug = 'coins'`],
  ['a lesson', `INSERT INTO course_lessons (item_id, course_id, position) SELECT 3, id, 1 FROM courses`],
  ['an item put on the front page', `UPDATE items SET featured_at = now() WHERE id = 1`],
])('%s is told at once, once a transaction', async (_name, sql) => {
  const before = BigInt(await version());
  await pool.query(`BEGIN; ${sql}; COMMIT`);
  await expect.poll(() => onChange.mock.calls.length).toBe(1);
  expect(BigInt(await version())).toBe(before + 1n);
});

test.each([
  [
    'a draft',
    `INSERT INTO items (creator_id, slug, language, topic, title, updated_at)
      VALUES (1, 'mine', 'en', 'money', 'Mine', now())`,
  ],
  ['what changes nothing', `UPDATE items SET title = title WHERE id = 1; UPDATE creators SET bio = bio`],
  ['what is rolled back', `UPDATE items SET title = 'Never' WHERE id = 1; ROLLBACK; BEGIN`],
])('%s is nobody’s business', async (_name, sql) => {
  const before = await version();
  await pool.query(`BEGIN; ${sql}; COMMIT`);
  expect(await version()).toBe(before);
});

test('an unlock is nobody’s business', async () => {
  const before = await version();
  expect(await spend({ walletId: 1n, itemId: 3n, seenPriceMicros: 1_000n })).toMatchObject({
    status: 'unlocked',
  });
  expect(await version()).toBe(before);
});

test('a lost connection counts as a change, and what happened meanwhile is not missed', async () => {
  await pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()
      AND pid <> pg_backend_pid() AND query ~ 'LISTEN|FROM public_version'`,
  );
  await expect.poll(() => onChange.mock.calls.length).toBeGreaterThan(0);
  onChange.mockClear();
  await pool.query(`UPDATE items SET title = 'After it' WHERE id = 1`);
  await expect.poll(() => onChange.mock.calls.length).toBe(1);
});

test('a lost notice is made up for by looking, and a future publication is told in time', async () => {
  const told: number[] = [];
  const looking = followChanges({ onChange: () => told.push(Date.now()), pollMs: 50 });
  await expect.poll(() => told.length).toBe(1);
  await looking.query('UNLISTEN farthing_public', []);
  await pool.query(`UPDATE items SET title = 'Unheard of' WHERE id = 1`);
  await expect.poll(() => told.length).toBe(2);
  const at = Date.now() + 800;
  await pool.query(`UPDATE items SET published_at = $1 WHERE id = 1`, [new Date(at)]);
  await expect.poll(() => told.length).toBe(4);
  expect(told.at(-1)).toBeGreaterThanOrEqual(at);
  await looking.stop();
});
