import 'server-only';
import { onServerEnd } from '@/lib/core/http/server-end';
import { log } from '@/lib/core/log';
import { type LiveEvent, liveFeed, readCursor } from '@/lib/rooms/earnings';
import { findViewer } from '@/lib/rooms/identity';

/** Streams of one person in one process: a few tabs. */
export const MOST_STREAMS = 5;
const BEAT_MS = 15_000;

interface Listening {
  creatorId: bigint;
  userId: bigint;
  sessionId: string;
  /** Last-Event-ID: where a connection that broke goes on. */
  lastEventId: string | null;
  /** How often the session is looked at, and the line kept alive. */
  beatMs?: number;
  signal?: AbortSignal;
}

const open = new Map<bigint, number>();
const endings = new Set<() => void>();
let watching = false;

/**
 * A creator's unlocks and refunds as server-sent events while their session lasts: `earned` with `{ id, kind,
 * at, title, micros, currency }`, `ready` once at the beginning, `ended` when the session is over. Null when
 * the person has too many streams open. Ends by itself when the server is told to stop.
 */
export function openStream(listening: Listening): ReadableStream<Uint8Array> | null {
  const { userId } = listening;
  const count = open.get(userId) ?? 0;
  if (count >= MOST_STREAMS) return null;
  open.set(userId, count + 1);
  if (!watching) {
    watching = true;
    onServerEnd('closing', endStreams);
  }
  let end = () => {};
  return new ReadableStream<Uint8Array>({
    start(controller) {
      end = run(listening, controller);
    },
    cancel() {
      end();
    },
  });
}

/** Closes every stream; the pages connect again, to another process. */
export function endStreams(): void {
  for (const end of [...endings]) end();
}

function run(
  { creatorId, userId, sessionId, lastEventId, beatMs = BEAT_MS, signal }: Listening,
  controller: ReadableStreamDefaultController<Uint8Array>,
): () => void {
  const encoder = new TextEncoder();
  let ended = false;
  const write = (text: string) => {
    if (!ended) controller.enqueue(encoder.encode(text));
  };
  const end = () => {
    if (ended) return;
    ended = true;
    clearInterval(beat);
    stop();
    endings.delete(end);
    signal?.removeEventListener('abort', end);
    const left = (open.get(userId) ?? 1) - 1;
    if (left > 0) open.set(userId, left);
    else open.delete(userId);
    try {
      controller.close();
    } catch {
      // The reader has gone and closed it.
    }
  };
  const check = async () => {
    const viewer = await findViewer(sessionId).catch((error) => {
      // A database that is away for a moment is no reason to send a creator off.
      log.warn({ err: error }, 'a live page could not check its session');
      return undefined;
    });
    if (viewer === undefined || viewer?.userId === userId) {
      // A reader that no longer takes anything would let what is written to it pile up.
      if ((controller.desiredSize ?? 1) < -500) end();
      else write(': beat\n\n');
      return;
    }
    write('event: ended\ndata: {}\n\n');
    end();
  };
  const beat = setInterval(() => void check(), beatMs);
  beat.unref();
  const stop = liveFeed().listen(
    {
      creatorId,
      hear(events, cursor) {
        for (const event of events) write(`event: earned\nid: ${cursor}\ndata: ${toJson(event)}\n\n`);
      },
      ready: () => write('event: ready\ndata: {}\n\n'),
    },
    readCursor(lastEventId),
  );
  endings.add(end);
  signal?.addEventListener('abort', end);
  write('retry: 2000\n\n');
  return end;
}

const toJson = ({ id, kind, at, title, micros, currency }: LiveEvent) =>
  JSON.stringify({ id, kind, at: at.toISOString(), title, micros: String(micros), currency });
