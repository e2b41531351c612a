import { promisify } from 'node:util';
import { constants, crc32, deflateRaw, type ZlibOptions } from 'node:zlib';

/** A page cut at each place where its nonce stands. All nonces have the same length. */
export interface CutPage {
  parts: Buffer[];
  /** The same parts as raw deflate, each ending at a byte. They refer to other parts, never to a nonce. */
  packed: Buffer[];
  nonceLength: number;
  /** Of what is kept. */
  bytes: number;
}

const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
const STORED_HEAD = 5;
/** How far back deflate reaches. */
const WINDOW = 32_768;
// A last block with nothing in it.
const END = Buffer.from([3, 0]);

// In the thread pool: a large page takes a second to pack.
const pack = promisify<Buffer, ZlibOptions, Buffer>(deflateRaw);

/** Cuts `page` at each `nonce` and packs what lies between. */
export async function cutPage(page: Buffer, nonce: string): Promise<CutPage> {
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = page.indexOf(nonce); at >= 0; at = page.indexOf(nonce, from)) {
    parts.push(page.subarray(from, at));
    from = at + nonce.length;
  }
  parts.push(page.subarray(from));
  const packed = await packParts(parts, hideNonces(page, nonce), nonce.length);
  const bytes = page.length + packed.reduce((sum, part) => sum + part.length, 0);
  return { parts, packed, nonceLength: nonce.length, bytes };
}

/** What a part may reach back to: the page with a foreign sign for each nonce. Null: it holds every sign. */
function hideNonces(page: Buffer, nonce: string): Buffer | null {
  const held = new Set(page);
  const absent = Array.from({ length: 256 }, (_, byte) => byte).find((byte) => !held.has(byte));
  if (absent === undefined) return null;
  const hidden = Buffer.from(page);
  for (let at = hidden.indexOf(nonce); at >= 0; at = hidden.indexOf(nonce, at))
    hidden.fill(absent, at, at + nonce.length);
  return hidden;
}

function packParts(parts: Buffer[], before: Buffer | null, nonceLength: number): Promise<Buffer[]> {
  let at = 0;
  const packing = parts.map((part) => {
    const seen = before?.subarray(Math.max(0, at - WINDOW), at);
    at += part.length + nonceLength;
    const dictionary = seen && seen.length > 0 ? { dictionary: seen } : {};
    return pack(part, { level: 9, finishFlush: constants.Z_FULL_FLUSH, ...dictionary });
  });
  return Promise.all(packing);
}

/** The page with another nonce. */
export function joinPage({ parts, nonceLength }: CutPage, nonce: string): Buffer {
  if (nonce.length !== nonceLength) throw new Error('nonces have one length');
  return Buffer.concat(between(parts, Buffer.from(nonce, 'latin1')));
}

/** The same as gzip: what was packed once, and each nonce as a block that is stored as it is. */
export function joinGzip(page: CutPage, nonce: string): Buffer {
  if (nonce.length !== page.nonceLength) throw new Error('nonces have one length');
  const stored = Buffer.allocUnsafe(STORED_HEAD + nonce.length);
  stored[0] = 0;
  stored.writeUInt16LE(nonce.length, 1);
  stored.writeUInt16LE(~nonce.length & 0xffff, 3);
  stored.write(nonce, STORED_HEAD, 'latin1');
  const link = stored.subarray(STORED_HEAD);
  let sum = 0;
  let length = 0;
  for (const piece of between(page.parts, link)) {
    sum = crc32(piece, sum);
    length += piece.length;
  }
  const tail = Buffer.allocUnsafe(8);
  tail.writeUInt32LE(sum, 0);
  tail.writeUInt32LE(length >>> 0, 4);
  return Buffer.concat([GZIP_HEAD, ...between(page.packed, stored), END, tail]);
}

function between(parts: Buffer[], link: Buffer): Buffer[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [link, part]));
}
