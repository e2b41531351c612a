import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Makes `file` this process's own, in one step, so that of two that begin together one has it. Returns 0, or
 * the process that holds it; what a dead one left behind is taken over. It lasts until it is removed or the
 * process has ended.
 */
export function lockFile(file: string): number {
  const own = `${file}.${process.pid}`;
  for (let attempt = 0; attempt < 20; attempt += 1) {
    // Written first and then linked: anyone who finds the file finds a number in it.
    writeFileSync(own, String(process.pid));
    try {
      linkSync(own, file);
      return 0;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      rmSync(own, { force: true });
    }
    const holder = readHolder(file);
    if (holder === process.pid) return 0;
    if (holder && isAlive(holder)) return holder;
    if (readHolder(file) === holder) rmSync(file, { force: true });
  }
  return readHolder(file);
}

function readHolder(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8')) || 0;
  } catch {
    return 0;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process lives too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
