import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sendRequests } from '../hostile/send-requests.ts';
import type { Figures, Part } from './bench.ts';
import { makeCookies, startBuild } from './start-build.ts';

const SEED = 20_261_128;

/** Hostile requests at the production build: how many, and how many it answers with a fault. */
export const measureHostile: Part = async ({ quick, pool, urlOf, step }): Promise<Figures> => {
  const app = await startBuild(urlOf('contest'), quick);
  if (!app) return {};
  try {
    const count = quick ? 1_000 : 10_000;
    step(`${count.toLocaleString('en')} hostile requests`);
    const { faults, statuses } = await sendRequests({
      port: app.port,
      host: `localhost:${app.port}`,
      origin: `http://localhost:${app.port}`,
      count,
      seed: SEED,
      // Most of them wait for what never comes.
      lanes: 32,
      cookies: await makeCookies(pool, [1, 2, 3]),
      actionIds: readActionIds(app.dist),
    });
    step(`answered ${JSON.stringify(statuses)}`);
    for (const fault of faults.slice(0, 20)) step(JSON.stringify(fault));
    return { hostile_requests: count, hostile_5xx: faults.length };
  } finally {
    await app.stop();
  }
};

/** The ids under which the build's own actions can be called. */
export function readActionIds(dist: string): string[] {
  const manifest = JSON.parse(readFileSync(join(dist, 'server', 'server-reference-manifest.json'), 'utf8'));
  return Object.keys(manifest.node ?? {}).sort();
}
