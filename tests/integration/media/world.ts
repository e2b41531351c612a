import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { db } from '@/lib/core/db';
import type { ItemKind, MediaPurpose } from '@/lib/generated/prisma/enums';
import { receiveUpload } from '@/lib/rooms/media/receive-upload';
import { serveMedia } from '@/lib/rooms/media/serve-media';
import { createDiskStore } from '@/lib/rooms/media/store/disk-store';
import { setMediaStore } from '@/lib/rooms/media/store/get-media-store';
import type { MediaStore } from '@/lib/rooms/media/store/media-store';
import { createS3Store } from '@/lib/rooms/media/store/s3-store';
import { makeArticle, makeAuthor } from '../items/world';

export const MEDIA_DIR = mkdtempSync(join(tmpdir(), 'farthing-media-'));
// Read on first use, which is later than this.
Object.assign(process.env, { MEDIA_DIR, MEDIA_MAX_MB: '2', IMAGE_MAX_MB: '1', MEDIA_QUOTA_MB: '20' });

export const STORES = ['disk', 's3'] as const;

export interface OpenStore {
  store: MediaStore;
  /** The names of all that lies in the store, finished or not. */
  list(): string[];
  close(): Promise<void>;
}

/** A store of its own, and the one that the code under test uses until it is closed. */
export async function openStore(kind: (typeof STORES)[number]): Promise<OpenStore> {
  const dir = mkdtempSync(join(tmpdir(), `farthing-${kind}-`));
  const server = kind === 's3' ? await startS3(dir) : null;
  const store = server
    ? createS3Store({
        bucket: 'media',
        region: 'us-east-1',
        endpoint: `http://127.0.0.1:${server.port}`,
        forcePathStyle: true,
        credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
      })
    : createDiskStore(dir);
  setMediaStore(store);
  return {
    store,
    list: () => listFiles(dir).filter((name) => !name.includes('_dummy')),
    async close() {
      await server?.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function startS3(directory: string) {
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'media', configs: [] }],
  });
  const { port } = (await server.run()) as AddressInfo;
  return { port, close: () => server.close() };
}

function listFiles(dir: string): string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
}

/** What lies where uploads come in. */
export const listSpool = () => listFiles(join(MEDIA_DIR, 'incoming'));

export async function makeItemOf(kind: ItemKind, facts: { teaser?: string; body?: string } = {}) {
  const author = await makeAuthor();
  const item = await makeArticle(author.id, facts);
  await db.item.update({ where: { id: item.id }, data: { kind } });
  return { ...item, creatorId: author.id, authorId: author.userId };
}

interface Given {
  creatorId: bigint;
  itemId?: bigint | null;
  purpose?: MediaPurpose;
  fileName?: string;
  announcedBytes?: number | null;
  signal?: AbortSignal;
}

/** Uploads bytes as the route does. */
export function upload(bytes: Buffer | ReadableStream<Uint8Array>, given: Given) {
  const body = Buffer.isBuffer(bytes) ? new Blob([new Uint8Array(bytes)]).stream() : bytes;
  return receiveUpload({
    purpose: 'file',
    itemId: null,
    fileName: 'a file',
    announcedBytes: Buffer.isBuffer(bytes) ? bytes.length : null,
    ...given,
    body,
  });
}

/** Fetches an address as this reader (null: nobody) would. */
export async function fetchMedia(
  url: string,
  readerId: bigint | null = null,
  init: { headers?: Record<string, string>; head?: boolean } = {},
) {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  return serveMedia({
    mediaId: pathname.split('/').at(-1) ?? '',
    params: searchParams,
    headers: new Headers(init.headers),
    head: init.head ?? false,
    findReader: async () => readerId,
  });
}

export const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
