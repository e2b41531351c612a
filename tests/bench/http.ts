import { Agent, request } from 'node:http';
import type { Pool } from 'pg';
import type { SpendRequest } from '../../lib/ground/ledger/types.ts';
import type { Figures, Part } from './bench.ts';
import { ratePerSecond } from './measure.ts';
import { READERS } from './seed.ts';
import { makeCookies, startBuild } from './start-build.ts';

export interface HttpBench {
  port: number;
  unlock(request: SpendRequest): Promise<void>;
  noop(request: SpendRequest): Promise<void>;
  stop(): Promise<void>;
}

/** What readers ask of the production build; null when there is none and none may be made. */
export async function startHttpBench(
  pool: Pool,
  databaseUrl: string,
  readers: number,
  builtOnly: boolean,
): Promise<HttpBench | null> {
  const app = await startBuild(databaseUrl, builtOnly);
  if (!app) return null;
  const { port } = app;
  const cookies = await makeCookies(
    pool,
    Array.from({ length: readers }, (_, n) => n + 1),
  );
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const post = (path: string, cookie: string, body: string) =>
    new Promise<void>((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        cookie,
      };
      const sent = request({ port, host: '127.0.0.1', path, method: 'POST', agent, headers }, (answer) => {
        let text = '';
        answer.on('data', (chunk) => {
          text += chunk;
        });
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve();
          else reject(new Error(`${path} answered ${answer.statusCode}: ${text}`));
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const send = (path: string) => (wanted: SpendRequest) =>
    post(
      path,
      cookies[Number(wanted.walletId) - 1] ?? '',
      JSON.stringify({ itemId: String(wanted.itemId), seenPriceMicros: String(wanted.seenPriceMicros) }),
    );
  const stop = async () => {
    agent.destroy();
    await app.stop();
  };
  return { port, unlock: send('/api/unlocks'), noop: send('/api/ping'), stop };
}

/** Unlocks over HTTP beside a route that does nothing. A quick run without a build has no figures. */
export const measureHttp: Part = async (bench): Promise<Figures> => {
  const { pool, quick, requests, rounds, sample, step } = bench;
  step('the production build over HTTP');
  const http = await startHttpBench(pool, bench.urlOf('contest'), READERS, quick);
  if (!http) {
    step('  no build at hand: left out of a quick run');
    return { http_unlock_per_s: null, http_noop_per_s: null };
  }
  const count = quick ? 500 : 4_000;
  const rate = (job: typeof http.noop) => ratePerSecond(64, count, () => job(requests.uniform()));
  try {
    await rate(http.noop);
    await rate(http.unlock);
    for (let round = 0; round < rounds; round += 1) {
      await sample('http_noop_per_s', () => rate(http.noop));
      await sample('http_unlock_per_s', () => rate(http.unlock));
    }
  } finally {
    await http.stop();
  }
  return {};
};
