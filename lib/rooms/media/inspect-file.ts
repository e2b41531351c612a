import 'server-only';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IAudioMetadata } from 'music-metadata';
import { DomainError } from '@/lib/core/errors';
import { findMpegSound } from './find-mpeg-sound';
import { acceptType, REFUSAL_OF, type WantedContent } from './purposes';

export interface InspectedFile {
  contentType: string;
  extension: string;
  /** Of sound and video. */
  durationMs: number | null;
}

/** What a file is, by its bytes. Throws the refusal of what is wanted, or `upload_broken`. */
export async function inspectFile(path: string, wanted: WantedContent): Promise<InspectedFile> {
  const found = await findType(path);
  const refusal = new DomainError(REFUSAL_OF[wanted]);
  if (!found) throw refusal;
  let type = acceptType(wanted, found.mime);
  if (wanted === 'download' || wanted === 'image') {
    if (!type) throw refusal;
    return { ...type, durationMs: null };
  }
  if (!type && !acceptType('sound_or_video', found.mime)) throw refusal;

  const { format } = await readFormat(path, found.mime);
  const { hasAudio, hasVideo, duration } = format;
  const known = Number.isFinite(duration) && Number(duration) > 0;
  // A film without sound does not always say how long it is; a sound without a length has no end.
  if (!hasVideo && !(hasAudio && known)) throw new DomainError('upload_broken');
  // One container holds either: what matters is what is in it.
  if (wanted === (hasVideo ? 'sound' : 'video')) throw refusal;
  if (!hasVideo && found.mime === 'video/mp4') type = acceptType(wanted, 'audio/mp4');
  if (!type) throw refusal;
  return { ...type, durationMs: known ? Math.round(Number(duration) * 1000) : null };
}

async function findType(path: string): Promise<{ mime: string } | undefined> {
  const { fileTypeFromFile } = await import('file-type');
  const found = await fileTypeFromFile(path).catch(() => undefined);
  return found ?? ((await findMpegSound(path)) ? { mime: 'audio/mpeg' } : undefined);
}

async function readFormat(path: string, mimeType: string): Promise<IAudioMetadata> {
  const { parseFile } = await import('music-metadata');
  try {
    // Named, an MP3 is read from wherever its sound begins.
    if (mimeType === 'audio/mpeg') return await parseSound(path, mimeType);
    const quick = await parseFile(path, { skipCovers: true });
    // Without a table of contents the length is known only at the end.
    return quick.format.duration ? quick : await parseFile(path, { skipCovers: true, duration: true });
  } catch (error) {
    throw new DomainError('upload_broken', { cause: error });
  }
}

async function parseSound(path: string, mimeType: string): Promise<IAudioMetadata> {
  const { parseStream } = await import('music-metadata');
  const { size } = await stat(path);
  const stream = createReadStream(path);
  try {
    return await parseStream(stream, { mimeType, size }, { skipCovers: true, duration: true });
  } finally {
    stream.destroy();
  }
}
