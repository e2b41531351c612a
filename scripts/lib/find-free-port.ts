import { mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFile } from './lock-file.ts';

/**
 * The first free TCP port on loopback at or after `from`, kept for this process until it ends: between this
 * look and the server's start, another of our programs that begins at the same moment passes it over. 0 asks
 * the system for any. Throws after 50 taken ports.
 */
export async function findFreePort(from: number): Promise<number> {
  for (let port = from; port < from + 50; port += 1) {
    const free = (from === 0 || claimPort(port)) && (await tryPort(port));
    if (free) return free;
    if (from === 0) break;
  }
  throw new Error(`No free port from ${from} to ${from + 49}.`);
}

function tryPort(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    // Both families: Next listens on "::", PostgreSQL on 127.0.0.1.
    server.listen(port, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address ? address.port : null;
      server.close(() => resolve(taken));
    });
  });
}

const claimed = new Set<string>();

function claimPort(port: number): boolean {
  const dir = join(tmpdir(), `farthing-ports-${process.getuid?.() ?? 'all'}`);
  mkdirSync(dir, { recursive: true });
  const file = join(dir, String(port));
  if (lockFile(file) !== 0) return false;
  if (claimed.size === 0)
    process.once('exit', () => {
      for (const one of claimed) rmSync(one, { force: true });
    });
  claimed.add(file);
  return true;
}
