import 'server-only';
import { env } from '@/lib/core/env';
import { createDiskStore } from './disk-store';
import type { MediaStore } from './media-store';
import { createS3Store } from './s3-store';

let store: MediaStore | undefined;

/** The store that the environment names: a bucket, else a folder. */
export function getMediaStore(): MediaStore {
  store ??= env.S3_BUCKET
    ? createS3Store({
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
