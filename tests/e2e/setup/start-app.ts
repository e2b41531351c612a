import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../../scripts/lib/build-app.ts';
import { findFreePort } from '../../../scripts/lib/find-free-port.ts';
import { startLocalServices, startWeb, startWorker } from '../../../scripts/lib/local-services.ts';
import { runProgram } from '../../../scripts/lib/processes.ts';
import { waitForHttp } from '../../../scripts/lib/wait-for-http.ts';

/**
 * The whole product for the browser: database, sandbox, worker and the production build, on data of its own.
 * With FARTHING_E2E_URL (and the rest of that app's environment) the tests use an app that runs already.
 */
export default async function startApp(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.FARTHING_E2E_URL) return;
  const distDir = process.env.FARTHING_DIST_DIR ?? '.next-test';
  await buildApp(distDir);
  const dir = mkdtempSync(join(tmpdir(), 'farthing-e2e-'));
  // Below the ports that the system gives to outgoing connections: one could be taken before its server
  // starts.
  const near = (port: number) => port + Math.floor(Math.random() * 500);
  const appPort = await findFreePort(near(29_000));
  let ending = false;
  const onExit = (name: string, code: number) => {
    if (!ending) process.stderr.write(`${name} ended unexpectedly (${code}).\n`);
  };
  const services = await startLocalServices({
    dir,
    appPort,
    appEnv: 'test',
    onStep: () => {},
    onExit,
    postgresPort: near(31_000),
    sandboxPort: near(30_000),
  });
  startWeb(services, { distDir, port: appPort }, onExit);
  startWorker(services, onExit);
  await waitForHttp(services.env.NEXTAUTH_URL ?? '');
  // Inherited by the workers, which start after this.
  Object.assign(process.env, services.env, { FARTHING_E2E_URL: services.env.NEXTAUTH_URL });
  return async () => {
    ending = true;
    try {
      // After all that the browsers did, every law of the ledger still holds: an offending row fails the run.
      await runProgram('tsx', ['scripts/reconcile.ts'], { env: services.env });
    } finally {
      await services.stop();
      rmSync(dir, { recursive: true, force: true });
    }
  };
}
