import { rmSync } from 'node:fs';
import pg from 'pg';
import { applyMigrations } from './lib/apply-migrations.ts';
import { loadEnv } from './lib/load-env.ts';
import { runProgram } from './lib/processes.ts';
import { refuseProduction } from './lib/refuse-production.ts';
import { startPostgres } from './lib/start-postgres.ts';

/**
 * Empties the local database and the sandbox, migrates and seeds. Only ever a database on this machine: the
 * books of a real platform must not be one wrong command away from nothing.
 */
async function reset(): Promise<void> {
  loadEnv();
  refuseProduction('db:reset');
  const given = process.env.DATABASE_URL;
  if (given && !['localhost', '127.0.0.1', '[::1]'].includes(new URL(given).hostname)) {
    throw new Error('db:reset works only on a database of this machine (localhost). Nothing was changed.');
  }
  const embedded = given ? null : await startPostgres({ dir: '.data/postgres' });
  const url = given || (embedded?.url ?? '');
  try {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(
      'DROP SCHEMA IF EXISTS graphile_worker CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public',
    );
    await client.end();
    rmSync('.data/sandbox', { recursive: true, force: true });
    rmSync('.data/media', { recursive: true, force: true });
    await applyMigrations(url);
    const env = { APP_ENV: 'development', DATABASE_URL: url, ...seedEnv() };
    process.stdout.write(
      await runProgram('tsx', ['--import=./scripts/lib/allow-server-only.mjs', 'prisma/seed.ts'], {
        env,
        quiet: true,
      }),
    );
  } finally {
    await embedded?.stop();
  }
}

// The seed reads the whole environment; what it never uses may stand in.
function seedEnv(): Record<string, string> {
  return {
    NEXTAUTH_URL: process.env.NEXTAUTH_URL || 'http://localhost:3000',
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || 'not-used-while-seeding-not-used-while-seeding',
    STRIPE_SECRET_KEY: process.env.STRIPE_SECRET_KEY || 'sk_test_sandbox',
    STRIPE_WEBHOOK_SECRET: process.env.STRIPE_WEBHOOK_SECRET || 'whsec_sandbox',
  };
}

reset().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
