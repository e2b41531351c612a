import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { writeSessionCookie } from '../../lib/core/session-cookie.ts';
import { buildApp } from '../../scripts/lib/build-app.ts';
import { findFreePort } from '../../scripts/lib/find-free-port.ts';
import { waitForHttp } from '../../scripts/lib/wait-for-http.ts';

const DIST = '.next-bench';
// Builds that other commands left behind, good enough for a quick run.
const OTHER_DISTS = [DIST, '.next-test', '.next-demo', '.next'];
const SERVE = ['--import=./scripts/lib/allow-server-only.mjs', 'scripts/serve.ts'];

let built = false;

export interface RunningBuild {
  port: number;
  /** The folder of the build. */
  dist: string;
  stop(): Promise<void>;
}

/** The production build on a database, one process. `builtOnly`: only an existing build, else null. */
export async function startBuild(databaseUrl: string, builtOnly: boolean): Promise<RunningBuild | null> {
  const dist = builtOnly ? OTHER_DISTS.find((name) => existsSync(join(name, 'BUILD_ID'))) : DIST;
  if (!dist) return null;
  if (!builtOnly && !built) await buildApp(DIST);
  built = true;
  const port = await findFreePort(43_210);
  const child = spawn(join('node_modules', '.bin', 'node'), [...SERVE, '--port', String(port)], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      FARTHING_DIST_DIR: dist,
      NEXTAUTH_URL: `http://localhost:${port}`,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: true,
  });
  await waitForHttp(`http://127.0.0.1:${port}/api/ping`);
  return { port, dist, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  if (child.pid) process.kill(-child.pid, 'SIGTERM');
  await exited;
}

/** A session for each of these people, as sign-in makes them: their cookies. */
export async function makeCookies(pool: Pool, userIds: number[]): Promise<string[]> {
  const ids = userIds.map(() => randomUUID());
  await pool.query(
    `INSERT INTO sessions (id, user_id, expires_at) SELECT id, n, now() + interval '1 day'
      FROM unnest($1::uuid[], $2::bigint[]) AS s (id, n)`,
    [ids, userIds],
  );
  return ids.map((id) => `farthing-session=${writeSessionCookie(id)}`);
}
