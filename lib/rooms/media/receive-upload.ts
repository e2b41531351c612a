import 'server-only';
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { db, type Prisma, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import type { MediaPurpose } from '@/lib/generated/prisma/enums';
import { attachMedia } from './attach-media';
import { encodeImage } from './encode-image';
import { cleanFileName } from './file-name';
import { inspectFile } from './inspect-file';
import { limitBytes, nameLimit, quotaBytes } from './limits';
import { FILE_OF_KIND, type WantedContent } from './purposes';
import { type Spooled, spoolUpload, tooLarge } from './spool';
import { getMediaStore } from './store/get-media-store';
import { storeKey } from './store/media-store';

export interface Upload {
  creatorId: bigint;
  purpose: MediaPurpose;
  /** For everything but an avatar. */
  itemId: bigint | null;
  fileName: string;
  /** What the sender announced; it may lie. */
  announcedBytes: number | null;
  body: ReadableStream<Uint8Array> | null;
  signal?: AbortSignal;
}

export interface ReceivedMedia {
  id: string;
  fileName: string;
  contentType: string;
  bytes: number;
  durationMs: number | null;
  width: number | null;
  height: number | null;
  widths: number[];
}

/**
 * Takes a creator's file in: to this machine's disk as it arrives, judged by its content, images drawn again,
 * then into the store, and put in the place that it is for, from where it takes its predecessor. Throws
 * DomainError: `not_found` for another's item or a kind without a file, `upload_too_large`, `upload_not_…`,
 * `upload_broken`, `storage_full`. Whatever fails, nothing of it is left; what a killed process leaves is
 * swept.
 */
export async function receiveUpload(upload: Upload): Promise<ReceivedMedia> {
  const wanted = await findWanted(upload);
  const limit = limitBytes(wanted);
  if (upload.announcedBytes !== null && upload.announcedBytes > limit) throw tooLarge(limit);
  await checkQuota(upload.creatorId, upload.announcedBytes ?? 0);
  const spooled = await spoolUpload(upload.body, { limit, signal: upload.signal });
  try {
    await checkQuota(upload.creatorId, spooled.bytes);
    const inspected = await inspectFile(spooled.path, wanted);
    const fileName = cleanFileName(upload.fileName, inspected.extension);
    const contentType = inspected.contentType;
    const id = randomUUID();
    const { creatorId, itemId, purpose } = upload;
    const objects = purpose === 'file' ? wholeFile(spooled) : await imageFiles(spooled, purpose);
    await reserve(creatorId, objects.bytes, {
      ...{ id, creatorId, itemId, purpose, fileName, contentType },
      durationMs: inspected.durationMs,
    });
    try {
      for (const { name, open } of objects.parts)
        await getMediaStore().put(storeKey(id, name), open(), contentType);
      const { bytes, widths, width, height } = objects;
      await attachMedia({ id, creatorId, itemId, purpose }, { bytes: BigInt(bytes), widths, width, height });
      return {
        ...{ id, fileName, contentType, bytes, widths, width, height },
        durationMs: inspected.durationMs,
      };
    } catch (error) {
      await discard(id);
      throw error;
    }
  } finally {
    await spooled.remove();
  }
}

async function findWanted({ purpose, itemId, creatorId }: Upload): Promise<WantedContent> {
  if (purpose === 'avatar') return 'image';
  const item =
    itemId && (await db.item.findFirst({ where: { id: itemId, creatorId }, select: { kind: true } }));
  if (!item) throw new DomainError('not_found');
  const wanted = purpose === 'file' ? FILE_OF_KIND[item.kind] : 'image';
  if (!wanted) throw new DomainError('not_found');
  return wanted;
}

/** Writes the row before the bytes are stored. Uploads of one creator at once count one by one. */
async function reserve(
  creatorId: bigint,
  bytes: number,
  data: Prisma.MediaUncheckedCreateInput,
): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`media quota ${creatorId}`}, 0))`;
    await checkQuota(creatorId, bytes, tx);
    await tx.media.create({ data: { ...data, bytes: BigInt(bytes) }, select: { id: true } });
  });
}

async function checkQuota(creatorId: bigint, moreBytes: number, tx: Tx = db): Promise<void> {
  const { _sum } = await tx.media.aggregate({ where: { creatorId }, _sum: { bytes: true } });
  if (Number(_sum.bytes ?? 0n) + moreBytes > quotaBytes())
    throw new DomainError('storage_full', { details: { max: nameLimit(quotaBytes()) } });
}

interface Objects {
  parts: { name: string; open: () => Readable }[];
  bytes: number;
  widths: number[];
  width: number | null;
  height: number | null;
}

function wholeFile({ path, bytes }: Spooled): Objects {
  const parts = [{ name: 'file', open: () => createReadStream(path) }];
  return { parts, bytes, widths: [], width: null, height: null };
}

async function imageFiles({ path }: Spooled, shape: 'avatar' | 'cover' | 'inline'): Promise<Objects> {
  const { width, height, variants } = await encodeImage(path, shape);
  return {
    parts: variants.map((each) => ({ name: `${each.width}.webp`, open: () => Readable.from([each.bytes]) })),
    bytes: variants.reduce((total, each) => total + each.bytes.length, 0),
    widths: variants.map((each) => each.width),
    width,
    height,
  };
}

/** Best effort: the row is the sweep's list of what to delete, so it goes last. */
async function discard(id: string): Promise<void> {
  try {
    await getMediaStore().deleteAll(id);
    await db.media.deleteMany({ where: { id, readyAt: null } });
  } catch (error) {
    log.warn({ media: id, err: error }, 'a failed upload is left to the sweep');
  }
}
