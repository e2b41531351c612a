import 'server-only';
import { createHash } from 'node:crypto';
import { db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { MINUTE_MS } from '@/lib/core/time';
import { renderInWorker } from './render-in-worker';
import { type Rendering, renderPlain, type Text } from './render-plain';

/** One more with every change to what comes out of the renderer: what was kept before is then made again. */
const RENDERER = 1;

/** In this process, by characters. */
const MAX_REMEMBERED = 4_000_000;
/** How long a text that took too long is not tried again. */
const RETRY_MS = 10 * MINUTE_MS;

interface Remembered {
  rendering: Rendering;
  /** It is plain because it took too long, and may be tried again then. */
  slowUntil?: number;
}

const memory = new Map<string, Remembered>();
let remembered = 0;

/**
 * The renderings of these texts, in their order: from this process, from the table, or made now and kept. Its
 * key is the text itself, so a rendering of paid text is found only by who holds that text, and a change of
 * text needs no clearing up. What cannot be rendered in time is shown as it was typed.
 */
export async function getRenderings(texts: Text[]): Promise<Rendering[]> {
  const keys = texts.map(keyOf);
  const found = new Map<string, Rendering>();
  for (const key of keys) {
    const here = recall(key);
    if (here) found.set(key, here);
  }
  const missing = [...new Set(keys)].filter((key) => !found.has(key));
  if (missing.length > 0) {
    const rows = await db.rendering.findMany({
      where: { key: { in: missing.map((key) => Buffer.from(key, 'base64')) } },
    });
    for (const { key, opening, rest } of rows)
      found.set(Buffer.from(key).toString('base64'), { opening, rest });
  }
  return Promise.all(
    texts.map(async (text, i) => {
      const key = keys[i] as string;
      const rendering = found.get(key) ?? (await make(text, key)) ?? renderPlain(text);
      if (!memory.has(key)) remember(key, { rendering });
      return rendering;
    }),
  );
}

/**
 * Renders and keeps a text before anybody asks for it. False: it takes too long to be shown. Throws `busy`
 * while this owner has another text in the queue.
 */
export async function keepRendering(text: Text, owner: string): Promise<boolean> {
  const key = keyOf(text);
  if (recall(key)) return memory.get(key)?.slowUntil === undefined;
  const known = await db.rendering.count({ where: { key: Buffer.from(key, 'base64') } });
  return known > 0 || (await make(text, key, owner)) !== null;
}

const making = new Map<string, Promise<Rendering | null>>();

/** Many who ask for the same text at once wait for one rendering. */
function make(text: Text, key: string, owner?: string): Promise<Rendering | null> {
  const under = making.get(key);
  if (under) return under;
  const work = renderInWorker(text, owner).then(async (rendering) => {
    if (!rendering) {
      remember(key, { rendering: renderPlain(text), slowUntil: Date.now() + RETRY_MS });
      log.warn({ characters: text.teaser.length + text.body.length }, 'a text took too long to be rendered');
    } else
      await db.rendering.createMany({
        data: [{ key: Buffer.from(key, 'base64'), ...rendering }],
        skipDuplicates: true,
      });
    return rendering;
  });
  making.set(key, work);
  const done = () => making.delete(key);
  work.then(done, done);
  return work;
}

function keyOf({ teaser, body }: Text): string {
  const hash = createHash('sha256').update(`${RENDERER} ${teaser.length} ${body.length}\n`);
  return hash.update(teaser).update(body).digest('base64');
}

function recall(key: string): Rendering | undefined {
  const here = memory.get(key);
  if (!here) return undefined;
  memory.delete(key);
  if (here.slowUntil !== undefined && here.slowUntil < Date.now()) {
    remembered -= sizeOf(here.rendering);
    return undefined;
  }
  // Last in the map: the first to be forgotten is the one that nobody asked for the longest.
  memory.set(key, here);
  return here.rendering;
}

function remember(key: string, entry: Remembered): void {
  memory.set(key, entry);
  remembered += sizeOf(entry.rendering);
  for (const [oldest, { rendering: old }] of memory) {
    if (remembered <= MAX_REMEMBERED) return;
    memory.delete(oldest);
    remembered -= sizeOf(old);
  }
}

const sizeOf = ({ opening, rest }: Rendering) => opening.length + (rest?.length ?? 0) + 200;
