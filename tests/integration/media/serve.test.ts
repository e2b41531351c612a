import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { db } from '@/lib/core/db';
import { mediaPath } from '@/lib/core/media-addresses';
import { signLink } from '@/lib/rooms/media/links';
import { renewLink } from '@/lib/rooms/media/renew-link';
import { buy } from '@/lib/rooms/unlocks/buy';
import { undo } from '@/lib/rooms/unlocks/undo';
import { makeZip } from '../../../prisma/media/make-zip';
import { makeReader } from '../items/world';
import { makePng, makeSilence } from './samples';
import { bytesOf, fetchMedia, makeItemOf, type OpenStore, openStore, STORES, upload } from './world';

const MINUTE_MS = 60_000;
const WAV = makeSilence(2);

describe.each(STORES)('media from %s', (kind) => {
  let open: OpenStore;
  beforeAll(async () => {
    open = await openStore(kind);
  });
  afterAll(() => open.close());
  // In the middle of a stretch, so that no link ends while a test uses it; of the last one, because what
  // would be published a moment ahead of the database's clock is not on sale yet.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 300_000) * 300_000 - 200_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A track on sale with its file, a reader who bought it and one who did not. */
  async function makeSold() {
    const item = await makeItemOf('track');
    const media = await upload(WAV, { creatorId: item.creatorId, itemId: item.id, fileName: '종소리.wav' });
    const [buyer, stranger] = [await makeReader(1_000_000n), await makeReader(1_000_000n)];
    const unlock = await buy({
      payer: { userId: buyer.userId },
      itemId: item.id,
      seenPriceMicros: item.priceMicros,
    });
    const url = mediaPath(media.id, { link: signLink(media.id, buyer.userId) });
    return { item, media, buyer: buyer.userId, stranger: stranger.userId, unlock, url };
  }

  test('a paid file comes whole, with headers that let it do no harm', async () => {
    const { url, buyer } = await makeSold();
    const response = await fetchMedia(url, buyer);
    expect(response.status).toBe(200);
    expect((await bytesOf(response)).equals(WAV)).toBe(true);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'content-length': String(WAV.length),
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'content-disposition': `inline; filename=___.wav; filename*=UTF-8''${encodeURIComponent('종소리.wav')}`,
    });
    const kept = await fetchMedia(`${url}&download=1`, buyer);
    expect(kept.headers.get('content-disposition')).toMatch(/^attachment; /);
    await kept.body?.cancel();
  });

  test.each([
    ['bytes=0-3', 0, 3],
    ['bytes=100-199', 100, 199],
    ['bytes=32000-', 32_000, WAV.length - 1],
    ['bytes=-44', WAV.length - 44, WAV.length - 1],
    ['bytes=-99999999', 0, WAV.length - 1],
    ['bytes=32040-99999999', 32_040, WAV.length - 1],
  ])('%s brings that part alone', async (range, start, end) => {
    const { url, buyer } = await makeSold();
    const response = await fetchMedia(url, buyer, { headers: { range } });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end}/${WAV.length}`);
    expect(response.headers.get('content-length')).toBe(String(end - start + 1));
    expect((await bytesOf(response)).equals(WAV.subarray(start, end + 1))).toBe(true);
  });

  test('a part beyond the end is 416; what is no range brings everything', async () => {
    const { url, buyer } = await makeSold();
    for (const range of [`bytes=${WAV.length}-`, 'bytes=99999999-999999999', 'bytes=-0']) {
      const response = await fetchMedia(url, buyer, { headers: { range } });
      expect(response.status, range).toBe(416);
      expect(response.headers.get('content-range')).toBe(`bytes */${WAV.length}`);
      expect(await bytesOf(response)).toHaveLength(0);
    }
    for (const range of ['bytes=9-3', 'bytes=a-b', 'bytes=0-1,5-9', 'chapters=1-2', 'bytes=-', '']) {
      const response = await fetchMedia(url, buyer, { headers: { range } });
      expect(response.status, range).toBe(200);
      expect((await bytesOf(response)).length).toBe(WAV.length);
    }
  });

  test('a part of another version is not mixed in, and what is known is not sent again', async () => {
    const { url, buyer } = await makeSold();
    const head = await fetchMedia(url, buyer, { head: true });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe(String(WAV.length));
    expect(await bytesOf(head)).toHaveLength(0);
    const etag = head.headers.get('etag') ?? '';

    const range = 'bytes=0-3';
    const same = await fetchMedia(url, buyer, { headers: { range, 'if-range': etag } });
    expect(same.status).toBe(206);
    await same.body?.cancel();
    const other = await fetchMedia(url, buyer, { headers: { range, 'if-range': '"another"' } });
    expect(other.status).toBe(200);
    await other.body?.cancel();
    const known = await fetchMedia(url, buyer, { headers: { 'if-none-match': `W/"x", ${etag}` } });
    expect(known.status).toBe(304);
    const part = await fetchMedia(url, buyer, { headers: { range }, head: true });
    expect([part.status, part.headers.get('content-length')]).toEqual([206, '4']);
  });

  test('a link is one reader’s, for one file, for ten minutes at most', async () => {
    const { url, buyer, stranger, media } = await makeSold();
    const { media: other } = await makeSold();
    const query = url.slice(url.indexOf('?'));
    const forged = [
      mediaPath(media.id),
      mediaPath(other.id) + query,
      url.replace(/expires=\d+/, 'expires=9999999999'),
      url.replace(/expires=\d+/, 'expires=1e9'),
      url.slice(0, -4) + (url.endsWith('AAAA') ? 'BBBB' : 'AAAA'),
      url.replace(/signature=[^&]+/, 'signature='),
      mediaPath(media.id, { link: signLink(media.id, stranger) }),
    ];
    for (const each of forged) expect((await fetchMedia(each, buyer)).status, each).toBe(404);
    expect((await fetchMedia(url, null)).status).toBe(404);
    expect((await fetchMedia(url, stranger)).status).toBe(404);
    // A link of one's own does not make the right.
    const own = mediaPath(media.id, { link: signLink(media.id, stranger) });
    expect((await fetchMedia(own, stranger)).status).toBe(404);
    expect(await renewLink(media.id, stranger)).toBeNull();

    const renewed = await renewLink(media.id, buyer);
    expect(renewed?.leftMs).toBeGreaterThan(5 * MINUTE_MS);
    expect(renewed?.leftMs).toBeLessThanOrEqual(10 * MINUTE_MS);
    vi.setSystemTime(Date.now() + 5 * MINUTE_MS);
    const late = await fetchMedia(url, buyer, { head: true });
    expect(late.status).toBe(200);
    vi.setSystemTime(Date.now() + 5 * MINUTE_MS);
    expect((await fetchMedia(url, buyer)).status).toBe(403);
    const fresh = await renewLink(media.id, buyer);
    expect((await fetchMedia(fresh?.url ?? '', buyer, { head: true })).status).toBe(200);
  });

  test('a refund ends a link at once; a withdrawn item is kept by who owns it', async () => {
    const { url, buyer, unlock, item, media } = await makeSold();
    await db.item.update({ where: { id: item.id }, data: { status: 'withdrawn' } });
    expect((await fetchMedia(url, buyer, { head: true })).status).toBe(200);
    await undo({ userId: buyer, unlockId: unlock.unlockId });
    expect((await fetchMedia(url, buyer)).status).toBe(404);
    expect(await renewLink(media.id, buyer)).toBeNull();
  });

  test('creators have their own files, by a link like everyone', async () => {
    const { item, media } = await makeSold();
    expect((await fetchMedia(mediaPath(media.id), item.authorId)).status).toBe(404);
    const link = await renewLink(media.id, item.authorId);
    expect((await fetchMedia(link?.url ?? '', item.authorId, { head: true })).status).toBe(200);
  });

  test('a game item is always a download', async () => {
    const item = await makeItemOf('game_item');
    const zip = makeZip({ 'a.txt': 'a' });
    const { id } = await upload(zip, {
      creatorId: item.creatorId,
      itemId: item.id,
      fileName: 'sword "1".zip',
    });
    const link = await renewLink(id, item.authorId);
    const response = await fetchMedia(link?.url ?? '', item.authorId);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="sword 1.zip"');
    expect((await bytesOf(response)).equals(zip)).toBe(true);
  });

  // Who gets which picture, without a link. The creator sees their own, as the studio shows them.
  test.each([
    ['cover', 'draft', '', [404, 404, 200]],
    ['cover', 'scheduled', '', [404, 404, 200]],
    ['cover', 'published', '', [200, 200, 200]],
    ['cover', 'withdrawn', '', [200, 200, 200]],
    ['inline', 'draft', 'teaser', [404, 404, 200]],
    ['inline', 'published', 'teaser', [200, 200, 200]],
    ['inline', 'published', 'body', [404, 404, 200]],
    ['inline', 'published', '', [404, 404, 200]],
    ['avatar', 'draft', '', [200, 200, 200]],
  ] as const)(
    '%s of something %s, mentioned in the "%s": stranger, owner, creator',
    async (purpose, status, where, expected) => {
      const item = await makeItemOf('article');
      const { creatorId, id: itemId } = item;
      const given = { creatorId, purpose, itemId: purpose === 'avatar' ? null : itemId };
      const media = await upload(await makePng(), given);
      const owner = await makeReader(1_000_000n);
      await buy({ payer: { userId: owner.userId }, itemId, seenPriceMicros: item.priceMicros });
      const mention = `![a](${mediaPath(media.id)})`;
      await db.item.update({
        where: { id: itemId },
        data: { status, ...(where === 'teaser' && { teaser: `Free. ${mention}` }) },
      });
      if (where === 'body') await db.itemBody.update({ where: { itemId }, data: { body: mention } });

      const statuses = [];
      for (const reader of [null, owner.userId, item.authorId])
        statuses.push((await fetchMedia(mediaPath(media.id, { width: 40 }), reader, { head: true })).status);
      expect(statuses).toEqual(expected);
      // With a link, owners have what is part of what they paid for.
      const linked = mediaPath(media.id, { width: 40, link: signLink(media.id, owner.userId) });
      expect((await fetchMedia(linked, owner.userId, { head: true })).status).toBe(200);
    },
  );

  test('an open picture may be kept, in the width that fits', async () => {
    const item = await makeItemOf('article');
    const big = await makePng(1_000, 500);
    const { id } = await upload(big, { creatorId: item.creatorId, itemId: item.id, purpose: 'cover' });
    const sizes: Record<string, string> = {};
    for (const width of ['1', '480', '500', '4000', 'x']) {
      const response = await fetchMedia(`${mediaPath(id)}?w=${width}`);
      expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(response.headers.get('content-type')).toBe('image/webp');
      sizes[width] = response.headers.get('etag') ?? '';
      expect((await bytesOf(response)).length).toBe(Number(response.headers.get('content-length')));
    }
    expect(sizes).toEqual({
      1: `"${id}-480"`,
      480: `"${id}-480"`,
      500: `"${id}-960"`,
      4000: `"${id}-1000"`,
      x: `"${id}-1000"`,
    });
  });

  test('what is no media id, or nobody’s, is not found', async () => {
    for (const id of ['0', randomUUID(), '..%2f..%2fetc', `${randomUUID()}x`, '\u0000'])
      expect((await fetchMedia(`/api/media/${id}`, 1n)).status).toBe(404);
    const item = await makeItemOf('track');
    const unready = await db.media.create({
      data: {
        id: randomUUID(),
        creatorId: item.creatorId,
        itemId: item.id,
        purpose: 'file',
        fileName: 'a.wav',
        contentType: 'audio/wav',
      },
    });
    const url = mediaPath(unready.id, { link: signLink(unready.id, item.authorId) });
    expect((await fetchMedia(url, item.authorId)).status).toBe(404);
  });
});
