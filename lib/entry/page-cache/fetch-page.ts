import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import { duplexPair } from 'node:stream';
import type { Handler } from '../server/index.ts';

export interface FetchedPage {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

const PATIENCE_MS = 30_000;

/** Asks `handler` for a page without a network: only what is given here goes along. */
export function createPageFetcher(
  handler: Handler,
): (target: string, headers: Record<string, string>) => Promise<FetchedPage> {
  const server = createServer((asked, answer) => void handler(asked, answer));
  return (path, headers) =>
    new Promise((resolve, reject) => {
      const [ours, theirs] = duplexPair();
      server.emit('connection', theirs);
      const asked = request(
        {
          path,
          headers: { ...headers, connection: 'close' },
          createConnection: () => ours,
          signal: AbortSignal.timeout(PATIENCE_MS),
        },
        (answer) => {
          const pieces: Buffer[] = [];
          answer.on('data', (piece: Buffer) => pieces.push(piece));
          answer.on('error', reject);
          answer.on('end', () => {
            ours.destroy();
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              body: Buffer.concat(pieces),
            });
          });
        },
      );
      asked.on('error', reject);
      asked.end();
    });
}
