import { parseArgs } from 'node:util';
import { loadEnv } from './lib/load-env.ts';

// `npm start`: the web tier, until SIGTERM or SIGINT; what was accepted by then is finished first.
Object.assign(process.env, { NODE_ENV: 'production' });

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string', short: 'p' }, hostname: { type: 'string', short: 'H' } },
  });
  loadEnv();
  const { default: next } = await import('next');
  const { endOnSignal } = await import('../lib/entry/server/index.ts');
  const { createPageCache } = await import('../lib/entry/page-cache/index.ts');
  const { startServer } = await import('../lib/entry/server/index.ts');
  const port = Number(values.port ?? process.env.PORT ?? 3000);
  const { hostname } = values;
  const app = next({ dev: false, port, hostname: hostname ?? 'localhost' });
  // Instrumentation runs here: the environment is checked and every request watched before the first one
  // comes.
  await app.prepare();
  const handler = app.getRequestHandler();
  const pages = createPageCache(handler);
  const running = await startServer({
    handler: async (request, response) =>
      (await pages.answer(request, response)) || handler(request, response),
    port,
    hostname,
    close: () => Promise.all([app.close(), pages.stop()]),
  });
  process.stdout.write(`Farthing listens on port ${running.port}.\n`);
  endOnSignal(running);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
