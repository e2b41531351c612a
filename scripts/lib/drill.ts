import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { reconcile } from '../../lib/ledger/reconcile.ts';
import { restoreBackup } from './restore-backup.ts';
import { TRIAL_BALANCE, type TrialLine, writeBackup } from './write-backup.ts';

export interface DrillReport {
  rows: number;
  bytes: number;
  laws: number;
  /** What is not as it was; empty when the backup can be relied on. */
  faults: string[];
}

/**
 * Backs a database up, restores it into `scratchUrl` (new and empty), and compares: rows of each table, the trial balance, and
 * every law of the ledger. Only reads from the first.
 */
export async function drill(databaseUrl: string, scratchUrl: string): Promise<DrillReport> {
  const dir = mkdtempSync(join(tmpdir(), 'farthing-drill-'));
  const file = join(dir, 'backup.jsonl.gz');
  try {
    const manifest = await writeBackup(databaseUrl, file);
    await restoreBackup(file, scratchUrl);
    const faults: string[] = [];
    const client = new pg.Client({ connectionString: scratchUrl });
    await client.connect();
    let laws = 0;
    try {
      for (const [name, count] of Object.entries(manifest.counts)) {
        const { rows } = await client.query(
          `SELECT count(*)::int AS count FROM ${client.escapeIdentifier(name)}`,
        );
        if (rows[0].count !== count) faults.push(`${name}: ${rows[0].count} rows instead of ${count}`);
      }
      const trial = await client.query<TrialLine>(TRIAL_BALANCE);
      if (JSON.stringify(trial.rows) !== JSON.stringify(manifest.trialBalance))
        faults.push('the trial balance is another');
      for await (const law of reconcile(client)) {
        laws += 1;
        if (law.offenders.length > 0) faults.push(`broken: ${law.name}`);
      }
    } finally {
      await client.end();
    }
    const rows = Object.values(manifest.counts).reduce((sum, count) => sum + count, 0);
    return { rows, bytes: statSync(file).size, laws, faults };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
