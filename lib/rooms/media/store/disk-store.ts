import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isMediaId, type MediaStore } from './media-store';

/** Media in a folder of this machine, or one that all machines share: `files/ab/<media id>/<name>`. */
export function createDiskStore(dir: string): MediaStore {
  const root = resolve(dir, 'files');
  const folderOf = (mediaId: string) => {
    if (!isMediaId(mediaId)) throw new Error('not a media id');
    return join(root, mediaId.slice(0, 2), mediaId);
  };
  const pathOf = (key: string) => {
    const [mediaId = '', name = '', ...more] = key.split('/');
    if (more.length > 0 || !/^[a-z0-9]+(\.[a-z0-9]+)?$/.test(name)) throw new Error('not a media key');
    return join(folderOf(mediaId), name);
  };

  return {
    async put(key: string, body: Readable): Promise<void> {
      const path = pathOf(key);
      const part = `${path}.${randomUUID()}.part`;
      await mkdir(dirname(path), { recursive: true });
      try {
        await pipeline(body, createWriteStream(part, { flags: 'wx' }));
        await sync(part);
        await rename(part, path);
      } catch (error) {
        await rm(part, { force: true });
        throw error;
      }
    },

    async get(key, range) {
      const totalBytes = await this.head(key);
      if (totalBytes === null) return null;
      return { stream: createReadStream(pathOf(key), range), totalBytes };
    },

    async head(key) {
      try {
        return (await stat(pathOf(key))).size;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },

    async deleteAll(mediaId) {
      await rm(folderOf(mediaId), { recursive: true, force: true });
    },

    async dropUnfinished(before) {
      const names = await readdir(root, { recursive: true }).catch(() => []);
      let dropped = 0;
      for (const name of names.filter((each) => each.endsWith('.part'))) {
        const path = join(root, name);
        const facts = await stat(path).catch(() => null);
        if (!facts || facts.mtime >= before) continue;
        await rm(path, { force: true });
        dropped += 1;
      }
      return dropped;
    },
  };
}

/** A file that is promised to be there must survive a loss of power. */
async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
