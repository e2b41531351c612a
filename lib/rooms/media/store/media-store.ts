import type { Readable } from 'node:stream';

/** First and last byte, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

interface StoredBytes {
  stream: Readable;
  /** Of the whole object, whatever part was asked for. */
  totalBytes: number;
}

/** Where media lie, by `<media id>/<name>`. A file is seen whole or not at all, and never overwritten. */
export interface MediaStore {
  /** Stores a stream. Rejects when the stream or the store fails; deleteAll() then removes what is left. */
  put(key: string, body: Readable, contentType: string): Promise<void>;
  /** All of an object or a part of it; null when there is none. The range must lie within the object. */
  get(key: string, range?: ByteRange): Promise<StoredBytes | null>;
  /** The size of an object in bytes; null when there is none. */
  head(key: string): Promise<number | null>;
  /** Deletes everything of one media id, unfinished parts too. Deleting nothing is no error. */
  deleteAll(mediaId: string): Promise<void>;
  /** Drops what uploads left unfinished that were last heard of before this moment. Resolves to how many. */
  dropUnfinished(before: Date): Promise<number>;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function isMediaId(value: string): boolean {
  return ID.test(value);
}

/** The key of one object of a media id. Throws for anything that could lead elsewhere. */
export function storeKey(mediaId: string, name: string): string {
  if (!isMediaId(mediaId) || !/^[a-z0-9]+(\.[a-z0-9]+)?$/.test(name)) throw new Error('not a media key');
  return `${mediaId}/${name}`;
}
