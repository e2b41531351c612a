import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Claims `dir` for this process: two that write to one sandbox's state would drift apart. Returns what releases it. Throws
 * one clear sentence when another living process holds it; what a killed one left behind is taken over.
 */
export function lockFolder(dir: string): () => void {
  const file = join(dir, 'running.pid');
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (holder && holder !== process.pid && isAlive(holder)) {
    throw new Error(
      `Farthing already runs from this folder (process ${holder}). Stop it first with Ctrl-C where it was started.`,
    );
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
