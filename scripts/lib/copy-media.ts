import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

interface MediaFile {
  /** `<two letters>/<media id>/<name>` below `files`. */
  path: string;
  bytes: number;
  sha256: string;
}

const LIST = 'media.json';

/**
 * Copies creators' files beside a backup, with a list of what each holds. A file never changes once it is there, so one that an
 * earlier backup copied into the same folder is kept; one that is gone since is taken out.
 */
export async function backUpMedia(mediaDir: string, target: string): Promise<MediaFile[]> {
  const known = new Map((await readList(target)).map((file) => [file.path, file]));
  const files: MediaFile[] = [];
  for (const path of await listFiles(mediaDir)) {
    const copied = join(target, 'files', path);
    const kept = known.get(path);
    const isThere = kept && (await sizeOf(copied)) === kept.bytes;
    const file = isThere ? kept : await copyFile(path, join(mediaDir, 'files', path), copied);
    // Deleted while we were copying: nothing points at it any more.
    if (file) files.push(file);
  }
  const here = new Set(files.map(({ path }) => path));
  for (const path of await listFiles(target)) if (!here.has(path)) await rm(join(target, 'files', path));
  await mkdir(target, { recursive: true, mode: 0o700 });
  await writeFile(join(target, LIST), JSON.stringify(files), { mode: 0o600 });
  return files;
}

/** Puts the files of a backup where media lie. Every one is checked; one that is there with other bytes is never written over. */
export async function restoreMedia(
  source: string,
  mediaDir: string,
): Promise<{ files: number; faults: string[] }> {
  const files = await readList(source);
  const faults: string[] = [];
  for (const { path, bytes, sha256 } of files) {
    const [from, to] = [join(source, 'files', path), join(mediaDir, 'files', path)];
    const there = await sizeOf(to);
    if (there !== null) {
      if (there !== bytes || (await digest(to)) !== sha256) faults.push(`${to} is there with other bytes`);
      continue;
    }
    const copied = await copyFile(path, from, to, sha256);
    if (!copied) faults.push(`${from} is missing or damaged`);
  }
  return { files: files.length, faults };
}

async function readList(dir: string): Promise<MediaFile[]> {
  try {
    return JSON.parse(await readFile(join(dir, LIST), 'utf8')) as MediaFile[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** What is whole: uploads that are under way end in `.part`. */
async function listFiles(dir: string): Promise<string[]> {
  const found = await readdir(join(dir, 'files'), { recursive: true, withFileTypes: true }).catch(() => []);
  const root = join(dir, 'files');
  return found
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

async function sizeOf(path: string): Promise<number | null> {
  return (await stat(path).catch(() => null))?.size ?? null;
}

async function digest(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Whole or not at all; null when the source is gone or is not what it should be. */
async function copyFile(path: string, from: string, to: string, wanted?: string): Promise<MediaFile | null> {
  const part = `${to}.${randomUUID()}.part`;
  const hash = createHash('sha256');
  let bytes = 0;
  const meter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  await mkdir(dirname(to), { recursive: true });
  try {
    await pipeline(createReadStream(from), meter, createWriteStream(part, { flags: 'wx', flush: true }));
    const sha256 = hash.digest('hex');
    if (wanted && sha256 !== wanted) return null;
    await rename(part, to);
    return { path, bytes, sha256 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  } finally {
    await rm(part, { force: true });
  }
}
