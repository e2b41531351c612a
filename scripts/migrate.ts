import { applyMigrations } from './lib/apply-migrations.ts';
import { loadEnv } from './lib/load-env.ts';
import { startPostgres } from './lib/start-postgres.ts';

// Works on DATABASE_URL, or without it on the embedded PostgreSQL of the demo.
loadEnv();
const embedded = process.env.DATABASE_URL ? null : await startPostgres({ dir: '.data/postgres' });
try {
  const applied = await applyMigrations(process.env.DATABASE_URL || (embedded?.url ?? ''));
  process.stdout.write(applied.length > 0 ? `Applied ${applied.join(', ')}.\n` : 'Nothing to apply.\n');
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
} finally {
  await embedded?.stop();
}
