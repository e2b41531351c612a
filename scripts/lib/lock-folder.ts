import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { lockFile } from './lock-file.ts';

/**
 * Claims `dir` for this process: two that write to one sandbox's state would drift apart. Returns what
 * releases it. Throws one clear sentence when another living process holds it; what a killed one left behind
 * is taken over.
 */
export function lockFolder(dir: string): () => void {
  const file = join(dir, 'running.pid');
  const holder = lockFile(file);
  if (holder)
    throw new Error(
      `Farthing already runs from this folder (process ${holder}). Stop it first with Ctrl-C where it ` +
        'was started.',
    );
  return () => rmSync(file, { force: true });
}
