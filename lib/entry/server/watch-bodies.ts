import type { IncomingMessage } from 'node:http';

interface Watched {
  bytes: number;
  at: number;
}

interface Options {
  /** How often each body is looked at. */
  everyMs: number;
  /** What a body must bring between two looks, or it counts as left half sent. */
  minBytes: number;
  now?: () => number;
}

/**
 * Closes connections whose request body stops coming, whatever has been answered: nobody holds a socket by
 * sending half a form. A body that waits for us to read it is not to blame. Call the function that is
 * returned for each request.
 */
export function watchBodies({ everyMs, minBytes, now = Date.now }: Options): {
  watch(request: IncomingMessage): void;
  stop(): void;
} {
  const coming = new Map<IncomingMessage, Watched>();
  const look = (request: IncomingMessage, seen: Watched) => {
    if (request.complete || request.socket.destroyed) {
      coming.delete(request);
      return;
    }
    if (now() - seen.at < everyMs) return;
    const { bytesRead } = request.socket;
    const waitsForUs = request.readableLength >= request.readableHighWaterMark;
    if (bytesRead - seen.bytes < minBytes && !waitsForUs) {
      coming.delete(request);
      request.socket.destroy();
      return;
    }
    coming.set(request, { bytes: bytesRead, at: now() });
  };
  const timer = setInterval(() => {
    for (const [request, seen] of coming) look(request, seen);
  }, everyMs / 4);
  timer.unref();
  return {
    watch(request) {
      const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
      if (encoding === undefined && length === '0') return;
      coming.set(request, { bytes: request.socket.bytesRead, at: now() });
    },
    stop: () => clearInterval(timer),
  };
}
