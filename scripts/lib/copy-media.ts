import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DAY_MS } from '@/lib/core/time';

interface MediaFile {
  /** `<two letters>/<media id>/<name>` below `files`. */
  path: string;
  bytes: number;
  sha256: string;
  /** When a backup first found it deleted, in ISO. */
  goneAt?: string;
}

const LIST = 'media.json';
/** As long as a nightly backup of the rows may still speak of a file that is deleted since. */
const KEEP_MS = 30 * DAY_MS;

/**
 * Copies creators' files beside a backup, with a list of what each holds. A file never changes once it is
 * there, so one that an earlier backup copied into the same folder is kept; one that is deleted since is
 * marked, and taken out by a backup at least 30 days later. `wanted` is what the database speaks of: throws
 * when it speaks of files and there is none at all, and leaves the backup as it was. Resolves to what lies in
 * `mediaDir` now.
 */
export async function backUpMedia(
  mediaDir: string,
  target: string,
  wanted: string[],
  now = new Date(),
): Promise<MediaFile[]> {
  const paths = await listFiles(mediaDir);
  if (paths.length === 0 && wanted.length > 0)
    throw new Error(
      `There is no file in ${join(mediaDir, 'files')}, but the database speaks of ${wanted.length}: is ` +
        'MEDIA_DIR right and mounted? No file was copied.',
    );
  const known = new Map((await readList(target)).map((file) => [file.path, file]));
  const files: MediaFile[] = [];
  for (const path of paths) {
    const copied = join(target, 'files', path);
    const kept = known.get(path);
    const isThere = kept && (await sizeOf(copied)) === kept.bytes;
    const file = isThere
      ? { path, bytes: kept.bytes, sha256: kept.sha256 }
      : await copyFile(path, join(mediaDir, 'files', path), copied);
    // Deleted while we were copying: nothing points at it any more.
    if (file) files.push(file);
  }
  for (const { path } of files) known.delete(path);
  const asked = new Set(wanted);
  // What the database still speaks of is lost, not deleted: the copy may be the last one.
  const gone: MediaFile[] = [...known.values()].map(({ goneAt = now.toISOString(), ...file }) =>
    asked.has(file.path) ? file : { ...file, goneAt },
  );
  const isOver = ({ goneAt }: MediaFile) => goneAt && now.getTime() - Date.parse(goneAt) > KEEP_MS;
  // Before the list forgets them: whatever stops us, the next run goes on.
  for (const { path } of gone.filter(isOver)) await rm(join(target, 'files', path), { force: true });
  await writeList(target, [...files, ...gone.filter((file) => !isOver(file))]);
  return files;
}

/**
 * Puts the files of a backup where media lie, and those deleted since that the restored rows speak of
 * (`wanted`). Every one is checked; one that is there with other bytes is never written over. What is wanted
 * and not in the backup is a fault.
 */
export async function restoreMedia(
  source: string,
  mediaDir: string,
  wanted: string[],
): Promise<{ files: number; faults: string[] }> {
  const listed = await readList(source);
  const has = new Set(listed.map(({ path }) => path));
  const faults = wanted
    .filter((path) => !has.has(path))
    .map((path) => `${path} is not in the backup of creators' files`);
  const asked = new Set(wanted);
  const files = listed.filter(({ path, goneAt }) => !goneAt || asked.has(path));
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
  const text = await orNull(readFile(join(dir, LIST), 'utf8'));
  return text === null ? [] : (JSON.parse(text) as MediaFile[]);
}

/** Whole or not at all: without its list a backup is worth nothing. */
async function writeList(dir: string, files: MediaFile[]): Promise<void> {
  const part = join(dir, `${LIST}.${randomUUID()}.part`);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  try {
    await writeFile(part, JSON.stringify(files), { mode: 0o600, flag: 'wx', flush: true });
    await rename(part, join(dir, LIST));
  } finally {
    await rm(part, { force: true });
  }
}

/** What is whole: uploads that are under way end in `.part`. None where there is no folder. */
async function listFiles(dir: string): Promise<string[]> {
  const found: string[] = [];
  const enter = async (folder: string) => {
    // A folder may also be deleted after its name was read: a sweep goes on while we look.
    const entries = await orNull(readdir(join(dir, 'files', folder), { withFileTypes: true }));
    for (const entry of entries ?? []) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await enter(path);
      else if (entry.isFile() && !entry.name.endsWith('.part')) found.push(path);
    }
  };
  await enter('');
  return found.sort();
}

async function sizeOf(path: string): Promise<number | null> {
  return (await orNull(stat(path)))?.size ?? null;
}

/** Null for what isn't there. All else is thrown: a failing disk is not an empty one. */
async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
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
