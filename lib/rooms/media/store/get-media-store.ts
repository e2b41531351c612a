import 'server-only';
import { env } from '@/lib/core/env';
import { createDiskStore } from './disk-store';
import type { MediaStore } from './media-store';
import type { S3Options } from './s3-store';

let store: MediaStore | undefined;

/** The bucket's client is large, so it is loaded with the first use. */
function openBucket(options: S3Options): MediaStore {
  let opened: Promise<MediaStore> | undefined;
  const open = () => {
    opened ??= import('./s3-store').then(({ createS3Store }) => createS3Store(options));
    return opened;
  };
  return {
    put: async (...given) => (await open()).put(...given),
    get: async (...given) => (await open()).get(...given),
    head: async (...given) => (await open()).head(...given),
    deleteAll: async (...given) => (await open()).deleteAll(...given),
    dropUnfinished: async (...given) => (await open()).dropUnfinished(...given),
  };
}

/** The store that the environment names: a bucket, else a folder. */
export function getMediaStore(): MediaStore {
  store ??= env.S3_BUCKET
    ? openBucket({
        bucket: env.S3_BUCKET,
        region: env.S3_REGION,
        endpoint: env.S3_ENDPOINT,
        forcePathStyle: env.S3_FORCE_PATH_STYLE === 'true',
        credentials:
          env.S3_ACCESS_KEY_ID && env.S3_SECRET_ACCESS_KEY
            ? { accessKeyId: env.S3_ACCESS_KEY_ID, secretAccessKey: env.S3_SECRET_ACCESS_KEY }
            : undefined,
      })
    : createDiskStore(env.MEDIA_DIR);
  return store;
}

/** For tests: the same code on another store. */
export function setMediaStore(given: MediaStore): void {
  store = given;
}
