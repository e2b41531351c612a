import 'server-only';
import { Readable } from 'node:stream';
import { create } from 'content-disposition';
import { buildSecurityHeaders } from '@/lib/core/http/security-headers';
import { findServed, type ServedMedia } from './find-served';
import { checkLink } from './links';
import { parseRange } from './parse-range';
import { getMediaStore } from './store/get-media-store';
import { isMediaId, type MediaStore, storeKey } from './store/media-store';

interface MediaRequest {
  mediaId: string;
  params: URLSearchParams;
  headers: Headers;
  head: boolean;
  /** Asked only where a file is not for everyone. */
  findReader: () => Promise<bigint | null>;
}

const YEAR = 'public, max-age=31536000, immutable';
// A picture of a text can become part of what is paid for.
const HOUR = 'public, max-age=3600';

/**
 * Answers a request for a file. Open pictures are for everyone. Everything else needs a link made for this
 * reader that still holds, and the right itself at this moment: 404 where either is missing, so that nothing
 * is revealed, and 403 where only the time is over. Creators see their own pictures without a link, as the
 * studio shows them.
 */
export async function serveMedia(request: MediaRequest): Promise<Response> {
  if (!isMediaId(request.mediaId)) return refuse(404);
  const open = await findServed(request.mediaId, null);
  if (!open) return refuse(404);
  if (open.open) return send(open, request, open.purpose === 'inline' ? HOUR : YEAR);

  const readerId = await request.findReader();
  const media = readerId === null ? null : await findServed(request.mediaId, readerId);
  if (!media || readerId === null || !(media.owned || media.own)) return refuse(404);
  const link = checkLink(media.id, readerId, request.params);
  const unlinked = media.own && media.purpose !== 'file' && !request.params.has('signature');
  if (!unlinked && link !== 'valid') return refuse(link === 'expired' ? 403 : 404);
  return send(media, request, 'private, no-store');
}

async function send(media: ServedMedia, request: MediaRequest, cacheControl: string): Promise<Response> {
  const store = getMediaStore();
  return media.purpose === 'file'
    ? sendFile(media, request, cacheControl, store)
    : sendImage(media, request, cacheControl, store);
}

async function sendImage(
  media: ServedMedia,
  request: MediaRequest,
  cacheControl: string,
  store: MediaStore,
): Promise<Response> {
  const asked = Number(request.params.get('w') ?? Number.POSITIVE_INFINITY);
  const width = media.widths.find((each) => each >= asked) ?? media.widths.at(-1) ?? 0;
  const headers = headersOf(media, `"${media.id}-${width}"`, cacheControl);
  if (isKnown(request.headers, headers)) return new Response(null, { status: 304, headers });
  const key = storeKey(media.id, `${width}.webp`);
  const totalBytes = request.head ? await store.head(key) : null;
  const found = request.head ? null : await store.get(key);
  const length = totalBytes ?? found?.totalBytes;
  if (length === undefined) return refuse(404);
  headers.set('content-length', String(length));
  return new Response(found ? toWeb(found.stream) : null, { headers });
}

async function sendFile(
  media: ServedMedia,
  request: MediaRequest,
  cacheControl: string,
  store: MediaStore,
): Promise<Response> {
  const etag = `"${media.id}"`;
  const headers = headersOf(media, etag, cacheControl);
  const attached = media.download || request.params.has('download');
  headers.set('content-disposition', disposition(attached ? 'attachment' : 'inline', media.fileName));
  headers.set('accept-ranges', 'bytes');
  if (isKnown(request.headers, headers)) return new Response(null, { status: 304, headers });

  const condition = request.headers.get('if-range');
  const wanted = condition === null || condition === etag ? request.headers.get('range') : null;
  const range = parseRange(wanted, media.bytes);
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${media.bytes}`);
    return new Response(null, { status: 416, headers });
  }
  const part = range === 'whole' ? undefined : range;
  if (part) headers.set('content-range', `bytes ${part.start}-${part.end}/${media.bytes}`);
  headers.set('content-length', String(part ? part.end - part.start + 1 : media.bytes));
  const status = part ? 206 : 200;
  if (request.head) return new Response(null, { status, headers });
  const found = await store.get(storeKey(media.id, 'file'), part);
  return found ? new Response(toWeb(found.stream), { status, headers }) : refuse(404);
}

function headersOf(media: ServedMedia, etag: string, cacheControl: string): Headers {
  return new Headers({
    ...buildSecurityHeaders({ https: false }),
    'content-type': media.contentType,
    'cache-control': cacheControl,
    etag,
    // Opened by itself, a file runs nothing and reaches nothing.
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
  });
}

function isKnown(request: Headers, answer: Headers): boolean {
  const known = request.get('if-none-match')?.split(',') ?? [];
  return known.some((each) => each.trim().replace(/^W\//, '') === answer.get('etag'));
}

function refuse(status: 403 | 404): Response {
  return new Response(null, {
    status,
    headers: { ...buildSecurityHeaders({ https: false }), 'cache-control': 'private, no-store' },
  });
}

/** For old programs the name comes in plain letters, too. */
function disposition(type: 'attachment' | 'inline', fileName: string): string {
  const bare = fileName.normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC');
  return create(fileName, { type, fallback: bare.replace(/[^\w .()-]/g, '_') });
}

function toWeb(stream: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
}
