import { createServer } from 'node:net';

/** The first free TCP port on loopback at or after `from`; 0 asks the system for any. Throws after 50 taken ports. */
export async function findFreePort(from: number): Promise<number> {
  for (let port = from; port < from + 50; port += 1) {
    const free = await tryPort(port);
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
