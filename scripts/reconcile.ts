import pg from 'pg';
import { reconcile } from '../lib/ground/ledger/index.ts';
import { loadEnv } from './lib/load-env.ts';
import { startPostgres } from './lib/start-postgres.ts';

// Checks every law of the ledger on DATABASE_URL, or without it on the embedded PostgreSQL of the demo. Exit
// code 1 and the offending rows if one is broken.
loadEnv();
const embedded = process.env.DATABASE_URL ? null : await startPostgres({ dir: '.data/postgres' });
const client = new pg.Client({ connectionString: process.env.DATABASE_URL || embedded?.url });
await client.connect();
let broken = 0;
try {
  for await (const law of reconcile(client)) {
    const figures = Object.entries(law.figures).map(
      ([name, value]) => `${name.replaceAll('_', ' ')} ${value}`,
    );
    const verdict = law.offenders.length === 0 ? 'holds ' : 'BROKEN';
    console.log(`${verdict}  ${law.name}  (${figures.join(', ')}; ${law.seconds.toFixed(1)} s)`);
    for (const row of law.offenders) console.log(`        ${JSON.stringify(row)}`);
    if (law.offenders.length > 0) broken += 1;
  }
} finally {
  await client.end();
  await embedded?.stop();
}
if (broken > 0) {
  console.error(broken === 1 ? 'A law of the ledger is broken.' : `${broken} laws of the ledger are broken.`);
  process.exitCode = 1;
}
