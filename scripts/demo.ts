import { buildApp } from './lib/build-app.ts';
import { findFreePort } from './lib/find-free-port.ts';
import { loadEnv } from './lib/load-env.ts';
import { type LocalServices, startLocalServices, startWeb, startWorker } from './lib/local-services.ts';
import { onEnd } from './lib/on-end.ts';
import { refuseProduction } from './lib/refuse-production.ts';
import { waitForHttp } from './lib/wait-for-http.ts';

const DIST = '.next-demo';
const began = Date.now();
let services: LocalServices | undefined;
let ending = false;

function step(sentence: string): void {
  process.stdout.write(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${sentence} …\n`);
}

async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  process.stdout.write('\nStopping …\n');
  await services?.stop();
  process.exit(code);
}

function onExit(name: string, code: number): void {
  process.stderr.write(`${name} ended unexpectedly (${code}).\n`);
  void end(1);
}

async function demo(): Promise<void> {
  loadEnv();
  refuseProduction('npm run demo');
  const wanted = Number(process.env.PORT) || 3000;
  const port = await findFreePort(wanted);
  if (port !== wanted) process.stdout.write(`Port ${wanted} is taken; using ${port}.\n`);
  services = await startLocalServices({
    dir: '.data',
    appPort: port,
    appEnv: 'demo',
    onStep: step,
    onExit,
    databaseUrl: process.env.DATABASE_URL || undefined,
  });
  if (ending) return services.stop();
  step('Building for production (about half a minute, and again only when the code has changed)');
  await buildApp(DIST);
  step('Starting the web server and the worker');
  startWeb(services, { distDir: DIST, port }, onExit);
  startWorker(services, onExit);
  const url = `http://localhost:${port}`;
  await waitForHttp(url);
  process.stdout.write(`
  Farthing is ready:  ${url}

  Sign in as          reader@example.com, creator@example.com or admin@example.com
  Password            farthing demo
  Test card           4242 4242 4242 4242, any future date, any CVC
  Mail                ${url}/mailbox
  Payouts             ${url}/studio/payouts, for the creator; what is unlocked settles 17 minutes later here
${services.env.STRIPE_API_BASE ? `  Stripe sandbox      ${services.env.STRIPE_API_BASE}\n` : ''}
  Ctrl-C stops everything. The data stays in .data/.
`);
}

onEnd(() => void end(0));

demo().catch((error: unknown) => {
  if (ending) return;
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  void end(1);
});
