import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, inject } from 'vitest';

// Every test file works on a copy of the migrated template, so files run at once and leave nothing behind.
const url = new URL(inject('templateUrl'));
const name = `test_${randomBytes(6).toString('hex')}`;

const admin = new URL(url);
admin.pathname = '/postgres';

async function run(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

await run(`CREATE DATABASE ${name} TEMPLATE ${url.pathname.slice(1)} STRATEGY file_copy`);
url.pathname = `/${name}`;

process.env.DATABASE_URL = url.href;

afterAll(async () => {
  const { disconnect } = await import('../../lib/core/db.ts');
  await disconnect();
  await run(`DROP DATABASE ${name} WITH (FORCE)`);
});
