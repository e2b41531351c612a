import { loadEnv } from './lib/load-env.ts';
import { startPostgres } from './lib/start-postgres.ts';
import { writeBackup } from './lib/write-backup.ts';

// `npm run backup -- FILE.jsonl.gz`: everything in DATABASE_URL, or without it in the demo's embedded PostgreSQL.
loadEnv();
const [file] = process.argv.slice(2);
if (!file) {
  console.error('Name the file to write: npm run backup -- farthing.jsonl.gz');
  process.exit(1);
}
const embedded = process.env.DATABASE_URL ? null : await startPostgres({ dir: '.data/postgres' });
try {
  const { at, counts } = await writeBackup(process.env.DATABASE_URL || (embedded?.url ?? ''), file);
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  console.log(`Wrote ${rows} rows as of ${at} to ${file}.`);
} finally {
  await embedded?.stop();
}
