import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drill } from './lib/drill.ts';
import { loadEnv } from './lib/load-env.ts';
import { startPostgres } from './lib/start-postgres.ts';

// `npm run restore-drill`: backs DATABASE_URL up (or the demo's embedded PostgreSQL), restores it into a
// PostgreSQL that is made for it and thrown away, and checks what came out. Exit code 1 if anything is not as
// it was.
loadEnv();
const dir = mkdtempSync(join(tmpdir(), 'farthing-drill-'));
const embedded = process.env.DATABASE_URL ? null : await startPostgres({ dir: '.data/postgres' });
const scratch = await startPostgres({ dir: join(dir, 'postgres'), port: 54_900, database: 'restored' });
try {
  const report = await drill(process.env.DATABASE_URL || (embedded?.url ?? ''), scratch.url);
  for (const fault of report.faults) console.error(fault);
  if (report.faults.length > 0) process.exitCode = 1;
  else
    console.log(
      `${report.rows} rows came back (${report.bytes} bytes); ${report.laws} laws of the ledger hold.`,
    );
} finally {
  await scratch.stop();
  await embedded?.stop();
  rmSync(dir, { recursive: true, force: true });
}
