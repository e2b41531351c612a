import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkRestored } from './check-restored.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

export interface DrillReport {
  rows: number;
  bytes: number;
  laws: number;
  /** What is not as it was; empty when the backup can be relied on. */
  faults: string[];
}

/**
 * Backs a database up, restores it into `scratchUrl` (new and empty), and compares: rows of each table, the
 * trial balance, and every law of the ledger. Only reads from the first.
 */
export async function drill(databaseUrl: string, scratchUrl: string): Promise<DrillReport> {
  const dir = mkdtempSync(join(tmpdir(), 'farthing-drill-'));
  const file = join(dir, 'backup.jsonl.gz');
  try {
    const manifest = await writeBackup(databaseUrl, file);
    await restoreBackup(file, scratchUrl);
    const checked = await checkRestored(scratchUrl, manifest);
    const rows = Object.values(manifest.counts).reduce((sum, count) => sum + count, 0);
    return { rows, bytes: statSync(file).size, ...checked };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
