import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { writeSessionCookie } from '../../lib/auth/session-cookie.ts';
import type { SpendRequest } from '../../lib/ledger/types.ts';
import { buildApp } from '../../scripts/lib/build-app.ts';
import { findFreePort } from '../../scripts/lib/find-free-port.ts';
import { waitForHttp } from '../../scripts/lib/wait-for-http.ts';
import type { Figures, Part } from './bench.ts';
import { ratePerSecond } from './measure.ts';
import { READERS } from './seed.ts';

const DIST = '.next-bench';
// Builds that other commands left behind, good enough for a quick run.
const OTHER_DISTS = [DIST, '.next-test', '.next-demo', '.next'];

interface HttpBench {
  unlock(request: SpendRequest): Promise<void>;
  noop(request: SpendRequest): Promise<void>;
  stop(): Promise<void>;
}

/** A session for each reader, as sign-in makes them; readers' ids are 1 … n. */
async function makeCookies(pool: Pool, readers: number): Promise<string[]> {
  const ids = Array.from({ length: readers }, () => randomUUID());
  await pool.query(
    `INSERT INTO sessions (id, user_id, expires_at) SELECT id, n, now() + interval '1 day' FROM unnest($1::uuid[]) WITH ORDINALITY AS s (id, n)`,
    [ids],
  );
  return ids.map((id) => `farthing-session=${writeSessionCookie(id)}`);
}

/** The production build, served by one process. With `builtOnly` whatever build is at hand, and null when there is none. */
async function startHttpBench(pool: Pool, readers: number, builtOnly: boolean): Promise<HttpBench | null> {
  let dist: string | undefined = DIST;
  if (builtOnly) dist = OTHER_DISTS.find((name) => existsSync(join(name, 'BUILD_ID')));
  else await buildApp(DIST);
  if (!dist) return null;
  const port = await findFreePort(43_210);
  const child = spawn(join('node_modules', '.bin', 'next'), ['start', '-p', String(port)], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      FARTHING_DIST_DIR: dist,
      NEXTAUTH_URL: `http://localhost:${port}`,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  await waitForHttp(`http://127.0.0.1:${port}/api/ping`);
  const cookies = await makeCookies(pool, readers);
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
  return { unlock: send('/api/unlocks'), noop: send('/api/ping'), stop: () => end(child, agent) };
}

async function end(child: ChildProcess, agent: Agent): Promise<void> {
  agent.destroy();
  const exited = new Promise((resolve) => child.once('exit', resolve));
  if (child.pid) process.kill(-child.pid, 'SIGTERM');
  await exited;
}

/** Unlocks over HTTP beside a route that does nothing. A quick run builds nothing: without a build it has no figures. */
export const measureHttp: Part = async (bench): Promise<Figures> => {
  const { pool, quick, requests, rounds, sample, step } = bench;
  step('the production build over HTTP');
  const http = await startHttpBench(pool, READERS, quick);
  if (!http) {
    step('  no build at hand: left out of a quick run');
    return { http_unlock_per_s: null, http_noop_per_s: null };
  }
  const count = quick ? 800 : 4_000;
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
