import 'server-only';
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { env } from '@/lib/core/env';
import { DomainError } from '@/lib/core/errors';
import { HOUR_MS } from '@/lib/core/time';
import { nameLimit } from './limits';

/** A spooled file that nobody has written to for this long belongs to an upload that was killed. */
const DEAD_AFTER_MS = HOUR_MS;

export interface Spooled {
  path: string;
  bytes: number;
  remove(): Promise<void>;
}

const folder = () => resolve(env.MEDIA_DIR, 'incoming');

/**
 * Writes an upload to a file of this machine as it arrives, so that it can be looked at before anything is
 * stored. Throws `upload_too_large` as soon as more than `limit` bytes have come, whatever was announced, and
 * `upload_broken` for an empty or an interrupted one; nothing is left behind then.
 */
export async function spoolUpload(
  body: ReadableStream<Uint8Array> | null,
  options: { limit: number; signal?: AbortSignal },
): Promise<Spooled> {
  const path = join(folder(), randomUUID());
  const remove = () => rm(path, { force: true });
  await mkdir(folder(), { recursive: true });
  await sweepSpool(new Date(Date.now() - DEAD_AFTER_MS));
  let bytes = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > options.limit) done(tooLarge(options.limit));
      else done(null, chunk);
    },
  });
  try {
    if (body)
      await pipeline(
        Readable.fromWeb(body as import('node:stream/web').ReadableStream),
        count,
        createWriteStream(path, { flags: 'wx' }),
        { signal: options.signal },
      );
    if (bytes === 0) throw new DomainError('upload_broken');
    return { path, bytes, remove };
  } catch (error) {
    await remove();
    if (error instanceof DomainError) throw error;
    // The disk's own troubles are ours; everything else is a connection that ended.
    if (isDiskError(error)) throw new DomainError('internal', { cause: error });
    throw new DomainError('upload_broken', { cause: error });
  }
}

export function tooLarge(limit: number): DomainError {
  return new DomainError('upload_too_large', { details: { max: nameLimit(limit) } });
}

/** Deletes spooled files last written before this moment: their uploads died. Returns how many. */
export async function sweepSpool(before: Date): Promise<number> {
  let swept = 0;
  for (const name of await readdir(folder()).catch(() => [])) {
    const path = join(folder(), name);
    const facts = await stat(path).catch(() => null);
    if (!facts || facts.mtime >= before) continue;
    await rm(path, { force: true });
    swept += 1;
  }
  return swept;
}

function isDiskError(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EIO', 'EMFILE'].includes(code);
}
