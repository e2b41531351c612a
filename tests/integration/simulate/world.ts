import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { TABLES } from '@/scripts/simulate/tables';

const DAY = 86_400_000;
const CREATORS = [
  'creator@example.com',
  'seo-haneul@example.com',
  'ines-calloway@example.com',
  'yun-garam@example.com',
];

/** The demo's people and thirty things on sale, written plainly: the same ids in every fresh database. */
export async function seedShop(client: pg.ClientBase, now: Date): Promise<void> {
  for (const [n, email] of CREATORS.entries()) {
    const { rows } = await client.query<{ id: string }>(
      `WITH person AS (
         INSERT INTO users (email, name, role, email_verified)
         VALUES ($1, 'Creator', 'creator', $4) RETURNING id
       ) INSERT INTO creators (user_id, handle, name, locale)
         SELECT id, 'creator-' || $2, 'Creator', $3 FROM person RETURNING id`,
      [email, n, n % 2 ? 'ko' : 'en', now],
    );
    for (let place = n; place < 30; place += CREATORS.length)
      await seedItem(client, rows[0]?.id ?? '', place, new Date(now.getTime() - (3 + place * 2) * DAY));
  }
  await client.query(
    `INSERT INTO users (email, name, role, admin_role, email_verified, created_at)
     VALUES ('reader@example.com', 'Demo Reader', 'reader', NULL, $1, $1),
       ('admin@example.com', 'Demo Admin', 'admin', 'owner', $1, $1)`,
    [now],
  );
}

async function seedItem(client: pg.ClientBase, creator: string, n: number, publishedAt: Date): Promise<void> {
  const kind = n === 7 ? 'game_item' : n % 6 === 0 ? 'track' : 'article';
  await client.query(
    `WITH item AS (
       INSERT INTO items
         (creator_id, slug, kind, status, language, topic, title, published_at, updated_at, key_supply)
       VALUES ($1, 'thing-' || $2, $3, 'published', $4, $5, 'Thing ' || $2, $6, now(), $7) RETURNING id
     ) INSERT INTO item_prices (item_id, currency, price_micros, pending_account_id)
       SELECT id, 'usd', $8, creator_account($1, 'creator_pending', 'usd') FROM item`,
    [
      ...[
        creator,
        n,
        kind,
        n % 4 === 1 || n % 4 === 3 ? 'ko' : 'en',
        ['money', 'craft', 'cities'][n % 3],
        publishedAt,
      ],
      ...[kind === 'game_item' ? 'generated' : null, [20_000, 55_000, 180_000][n % 3]],
    ],
  );
}

/** A fresh database of its own beside the test's, gone with `drop`. */
export async function freshDatabase() {
  const name = `town_${randomBytes(6).toString('hex')}`;
  const template = new URL(inject('templateUrl'));
  const url = new URL(template);
  url.pathname = `/${name}`;
  const run = async (sql: string) => {
    const admin = new URL(template);
    admin.pathname = '/postgres';
    const client = new pg.Client({ connectionString: admin.href });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await run(`CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)} STRATEGY file_copy`);
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const drop = async () => {
    await client.end();
    await run(`DROP DATABASE ${name} WITH (FORCE)`);
  };
  return { client, drop };
}

/** A hash of each table that the town writes, without what the database's own clock says of accounts. */
export async function hashTables(client: pg.ClientBase): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const [table, columns] of Object.entries(TABLES)) {
    const names = Object.keys(columns)
      .filter((name) => table !== 'accounts' || name !== 'created_at')
      .map((name) => `"${name}"`)
      .join(', ');
    const { rows } = await client.query({
      text: `SELECT ${names} FROM ${table} ORDER BY ${names}`,
      rowMode: 'array',
    });
    hashes[table] = `${rows.length} ${createHash('sha256').update(JSON.stringify(rows)).digest('hex')}`;
  }
  return hashes;
}
