import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { createApp } from './app.ts';
import { forgetOldKeys } from './http/idempotency.ts';
import { JOB_HANDLERS } from './job-handlers.ts';
import { Scheduler } from './jobs.ts';
import { changeSettings, readSettings } from './settings.ts';
import { Store } from './store.ts';
import { Dispatcher } from './webhooks/dispatcher.ts';
import { forgetOldEvents } from './webhooks/emit-event.ts';
import type { World } from './world.ts';

export interface SandboxOptions {
  /** 0 takes any free port. */
  port?: number;
  /** Journal that survives a restart; null keeps everything in memory. */
  statePath?: string | null;
  /** Where webhooks go; null delivers none. Absent keeps what was set before. */
  webhookUrl?: string | null;
  webhookSecret?: string;
  /** Base of the hosted pages, when the payer's browser reaches the sandbox by another address. */
  publicUrl?: string;
  /** Name that the hosted pages show for the shop. */
  merchantName?: string;
  /** Pauses between the tries of a delivery, in milliseconds; the last one repeats. */
  retryDelaysMs?: number[];
  /** How long the app has to answer a webhook. */
  webhookTimeoutMs?: number;
}

export interface Sandbox {
  url: string;
  /** Stops serving, delivering and waiting, and leaves the state on disk complete. */
  close(): Promise<void>;
  state: Store;
}

export const DEFAULT_WEBHOOK_SECRET = 'whsec_farthing_sandbox';
const DEFAULT_RETRY_DELAYS_MS = [1000, 2000, 4000, 8000, 15_000, 30_000];

/** Starts a sandbox on 127.0.0.1. Throws in production, and when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  if (process.env.NODE_ENV === 'production') {
    throw new Error(
      'The Stripe sandbox moves no real money, so it does not start in production. Set ' +
        'STRIPE_SECRET_KEY instead.',
    );
  }
  const stop = new AbortController();
  let handle: ((request: Request, env: HttpBindings) => Response | Promise<Response>) | null = null;
  const listener = getRequestListener(
    (request, env) => handle?.(request, env as HttpBindings) ?? new Response('Starting.', { status: 503 }),
    { overrideGlobalObjects: false },
  );
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  // The port comes first: a second sandbox on the same port ends here, before it touches the first one's
  // state.
  const port = await listen(server, options.port ?? 0);
  const parts = await build(options, port, stop.signal).catch((error: unknown) => {
    server.close();
    throw error;
  });
  handle = (request, env) => parts.app.fetch(request, env);
  return {
    url: `http://127.0.0.1:${port}`,
    state: parts.store,
    async close() {
      stop.abort();
      parts.scheduler.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await Promise.all([closed, parts.dispatcher.close()]);
      parts.store.close();
    },
  };
}

async function build(options: SandboxOptions, port: number, stop: AbortSignal) {
  const store = new Store(options.statePath ?? null);
  const world: World = {
    store,
    nowMs: () => Date.now(),
    publicUrl: () => (options.publicUrl ?? `http://localhost:${port}`).replace(/\/$/, ''),
    merchantName: options.merchantName ?? 'Farthing',
    request: null,
  };
  store.transaction(() => {
    forgetOldKeys(world);
    forgetOldEvents(world);
    if (options.webhookUrl !== undefined && options.webhookUrl !== readSettings(store).webhookUrl) {
      changeSettings(store, { webhookUrl: options.webhookUrl });
    }
  });
  const dispatcher = new Dispatcher(world, {
    secret: options.webhookSecret ?? DEFAULT_WEBHOOK_SECRET,
    retryDelaysMs: options.retryDelaysMs ?? DEFAULT_RETRY_DELAYS_MS,
    timeoutMs: options.webhookTimeoutMs ?? 20_000,
  });
  const scheduler = new Scheduler(world, JOB_HANDLERS);
  return { store, dispatcher, scheduler, app: createApp({ world, dispatcher, scheduler, stop }) };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
