import pg from 'pg';
import { reconcile } from '../../lib/ground/ledger/index.ts';
import { type Manifest, TRIAL_BALANCE, type TrialLine } from './write-backup.ts';

/** Compares a restored database with its backup: rows, trial balance, every law. Only reads. */
export async function checkRestored(
  databaseUrl: string,
  manifest: Manifest,
): Promise<{ laws: number; faults: string[] }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const faults: string[] = [];
    for (const [name, count] of Object.entries(manifest.counts)) {
      const { rows } = await client.query(
        `SELECT count(*)::int AS count FROM ${client.escapeIdentifier(name)}`,
      );
      if (rows[0].count !== count) faults.push(`${name}: ${rows[0].count} rows instead of ${count}`);
    }
    const trial = await client.query<TrialLine>(TRIAL_BALANCE);
    if (JSON.stringify(trial.rows) !== JSON.stringify(manifest.trialBalance))
      faults.push('the trial balance is another');
    let laws = 0;
    for await (const law of reconcile(client)) {
      laws += 1;
      if (law.offenders.length > 0) faults.push(`broken: ${law.name}`);
    }
    return { laws, faults };
  } finally {
    await client.end();
  }
}
