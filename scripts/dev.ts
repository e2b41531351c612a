import { findFreePort } from './lib/find-free-port.ts';
import { loadEnv } from './lib/load-env.ts';
import { type LocalServices, startLocalServices, startWorker } from './lib/local-services.ts';
import { onEnd } from './lib/on-end.ts';
import { refuseProduction } from './lib/refuse-production.ts';

// `next dev` with everything that it needs beside it. Its data is the demo's.
let services: LocalServices | undefined;
let ending = false;

async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  await services?.stop();
  process.exit(code);
}

const onExit = (name: string, code: number) => {
  process.stderr.write(`${name} ended (${code}).\n`);
  void end(1);
};

async function dev(): Promise<void> {
  loadEnv();
  refuseProduction('npm run dev');
  const port = await findFreePort(Number(process.env.PORT) || 3000);
  services = await startLocalServices({
    dir: '.data',
    appPort: port,
    appEnv: 'development',
    onStep: (sentence) => process.stdout.write(`${sentence} …\n`),
    onExit,
    databaseUrl: process.env.DATABASE_URL || undefined,
  });
  if (ending) return services.stop();
  services.processes.start('next dev', 'next', ['dev', '--hostname', '127.0.0.1', '--port', String(port)], {
    env: services.env,
    onExit,
  });
  startWorker(services, onExit);
}

onEnd(() => void end(0));

dev().catch((error: unknown) => {
  if (ending) return;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  void end(1);
});
