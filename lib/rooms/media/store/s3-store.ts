import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { isMediaId, type MediaStore } from './media-store';

export interface S3Options {
  bucket: string;
  region: string;
  /** For stores other than Amazon's. */
  endpoint?: string;
  /** The bucket is part of the path, not of the host name. */
  forcePathStyle: boolean;
  /** Without keys the SDK looks where it always does: the machine's role, a profile. */
  credentials?: { accessKeyId: string; secretAccessKey: string };
}

const PART_BYTES = 8 * 1024 * 1024;

/** Media in a bucket of any S3-compatible store. */
export function createS3Store({ bucket: Bucket, ...options }: S3Options): MediaStore {
  const client = new S3Client({
    ...options,
    // The newer checksums travel behind the body, which many compatible stores keep as part of it.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });

  return {
    async put(Key, Body, ContentType) {
      // Two parts in memory at most, however large the file. A failed upload is aborted, its parts deleted.
      const upload = new Upload({
        client,
        params: { Bucket, Key, Body, ContentType },
        partSize: PART_BYTES,
        queueSize: 2,
        leavePartsOnError: false,
      });
      await upload.done();
    },

    async get(Key, range) {
      try {
        const Range = range && `bytes=${range.start}-${range.end}`;
        const found = await client.send(new GetObjectCommand({ Bucket, Key, Range }));
        const totalBytes = Number(found.ContentRange?.split('/')[1] ?? found.ContentLength);
        // Under Node the SDK's body is a Node stream.
        return { stream: found.Body as Readable, totalBytes };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },

    async head(Key) {
      try {
        return (await client.send(new HeadObjectCommand({ Bucket, Key }))).ContentLength ?? 0;
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },

    async deleteAll(mediaId) {
      if (!isMediaId(mediaId)) throw new Error('not a media id');
      // Few objects per id: one page. One call each, because deleting many at once needs checksums that not
      // all stores know.
      const { Contents = [] } = await client.send(
        new ListObjectsV2Command({ Bucket, Prefix: `${mediaId}/` }),
      );
      for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket, Key }));
    },

    async dropUnfinished(before) {
      const { Uploads = [] } = await client
        .send(new ListMultipartUploadsCommand({ Bucket }))
        .catch((error: unknown) => {
          // Not every compatible store can list them; those that cannot have rules of their own for old
          // parts.
          if ((error as Error).name === 'NotImplemented') return { Uploads: [] };
          throw error;
        });
      const old = Uploads.filter(({ Initiated }) => Initiated && Initiated < before);
      for (const { Key, UploadId } of old)
        await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
      return old.length;
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && (error.name === 'NoSuchKey' || error.name === 'NotFound');
}
