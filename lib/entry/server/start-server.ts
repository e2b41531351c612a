import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runServerEnd } from '../../core/http/server-end.ts';
import { log } from '../../core/log.ts';
import { refuseAtDoor } from './refuse-at-door.ts';
import { refuseWhileEnding } from './refuse-while-ending.ts';
import { watchBodies } from './watch-bodies.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

interface Options {
  handler: Handler;
  port: number;
  /** Every interface when left out. */
  hostname?: string;
  /** Called when everything is answered, before the end: what the handler's own framework has still to do. */
  close?: () => Promise<unknown>;
  /** How long an ending server still answers 503, so that callers don't run into a closed door. */
  refuseMs?: number;
  /** When a server that ends gives up on what is not answered yet. */
  patienceMs?: number;
}

export interface RunningServer {
  port: number;
  server: Server;
  /** Refuses new requests, finishes the others, closes. Resolves to how many were given up. */
  end(): Promise<number>;
}

// Shorter than what supervisors allow: Docker insists after 10 seconds.
const PATIENCE_MS = 7_500;
const REFUSE_MS = 1_200;
const LAST_WORD_MS = 300;
const HEADERS_MS = 15_000;
const BODY = { everyMs: 20_000, minBytes: 1_024 };

/** The HTTP server of this process around `handler`. Resolves when it listens. */
export async function startServer(options: Options): Promise<RunningServer> {
  const { handler, refuseMs = REFUSE_MS, patienceMs = PATIENCE_MS } = options;
  const open = new Set<ServerResponse>();
  const bodies = watchBodies(BODY);
  let ending: Promise<number> | undefined;
  let doorClosed = Promise.resolve();

  // A request as a whole has no limit, because uploads are long; what stops coming is cut off by watchBodies.
  const limits = { headersTimeout: HEADERS_MS, requestTimeout: 0, connectionsCheckingInterval: 5_000 };
  const server = createServer(limits, (request, response) => {
    response.setHeader('x-content-type-options', 'nosniff');
    bodies.watch(request);
    if (ending) {
      void doorClosed.then(() => refuseWhileEnding(request, response));
      return;
    }
    if (refuseAtDoor(request, response)) return;
    open.add(response);
    response.once('close', () => open.delete(response));
    void serve(handler, request, response);
  });

  async function finish(): Promise<number> {
    const over = Date.now() + patienceMs;
    for (const response of open) if (!response.headersSent) response.setHeader('connection', 'close');
    await quietly(runServerEnd('closing'));
    await pause(refuseMs);
    // Closing the door resets who waits before it. Anyone who is refused now comes again at once, so they are
    // kept waiting inside until it is shut, which is right after the loop has let in the last.
    const { promise, resolve } = Promise.withResolvers<void>();
    doorClosed = promise;
    await pause(LAST_WORD_MS);
    await turn();
    const closed = once(server, 'close');
    server.close();
    resolve();
    while (open.size > 0 && Date.now() < over) await pause(25);
    // Who has connected and not asked yet.
    await Promise.race([closed, pause(LAST_WORD_MS)]);
    const left = open.size;
    const last = quietly(runServerEnd('answered')).then(() => quietly(options.close?.()));
    await Promise.race([last, pause(Math.max(over - Date.now(), 500))]);
    server.closeAllConnections();
    bodies.stop();
    return left;
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.hostname, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    server,
    end() {
      ending ??= finish();
      return ending;
    },
  };
}

async function serve(handler: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await handler(request, response);
  } catch (error) {
    log.error({ err: error, method: request.method }, 'a request was not handled');
    if (!response.headersSent) response.writeHead(500);
    response.end();
  }
}

async function quietly(work: Promise<unknown> | undefined): Promise<void> {
  await work?.catch((error: unknown) => log.error({ err: error }, 'the server could not end as it should'));
}

const turn = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
