import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { hasDeliverable } from '@/lib/rooms/media/has-deliverable';
import { removeMedia } from '@/lib/rooms/media/remove-media';
import { makePendulums } from '../../../prisma/media/film/make-pendulums';
import { makeZip } from '../../../prisma/media/make-zip';
import { listStoredMedia } from '../../../scripts/lib/list-stored-media';
import { makeAuthor } from '../items/world';
import {
  HOSTILE_SVG,
  makeBlank,
  makeDeepHead,
  makeMp3,
  makeMp4,
  makePhoto,
  makeSilence,
  makeUntidyMp3s,
} from './samples';
import { listSpool, makeItemOf, type OpenStore, openStore, STORES, upload } from './world';

const MEGABYTE = 1024 * 1024;
const refusal = (code: string, details?: object) =>
  expect.objectContaining({ code, ...(details && { details }) });

describe.each(STORES)('uploads to %s', (kind) => {
  let open: OpenStore;
  beforeAll(async () => {
    open = await openStore(kind);
  });
  afterAll(() => open.close());
  afterEach(() => expect(listSpool()).toEqual([]));

  /** Runs an upload that must be refused, and proves that nothing of it is anywhere. */
  async function expectRefused(attempt: () => Promise<unknown>, code: string, details?: object) {
    const [stored, rows] = [open.list(), await db.media.count()];
    await expect(attempt()).rejects.toEqual(refusal(code, details));
    expect(open.list()).toEqual(stored);
    expect(await db.media.count()).toBe(rows);
    expect(listSpool()).toEqual([]);
  }

  test('a sound is taken for what it is, with its length, whatever it is called', async () => {
    const { id: itemId, creatorId } = await makeItemOf('track');
    expect(await hasDeliverable(itemId)).toBe(false);
    const wav = await upload(makeSilence(3), { creatorId, itemId, fileName: '../evil/거리 의 종.MP3' });
    expect(wav).toMatchObject({
      fileName: '거리 의 종.MP3.wav',
      contentType: 'audio/wav',
      durationMs: 3_000,
    });
    expect(await hasDeliverable(itemId)).toBe(true);
    expect(await open.store.head(`${wav.id}/file`)).toBe(makeSilence(3).length);

    const mp3 = await upload(makeMp3(), { creatorId, itemId, fileName: 'song.mp3' });
    expect(mp3).toMatchObject({ fileName: 'song.mp3', contentType: 'audio/mpeg' });
    expect(mp3.durationMs).toBeGreaterThan(5_000);
    expect(mp3.durationMs).toBeLessThan(5_400);
    const m4a = await upload(makeMp4('soun'), { creatorId, itemId, fileName: 'song.m4a' });
    expect(m4a).toMatchObject({ contentType: 'audio/mp4', durationMs: 2_000 });
    const item = await db.item.findUniqueOrThrow({ where: { id: itemId } });
    expect(item.fileMediaId).toBe(m4a.id);
    // As a backup looks for it; the one that it replaced may go at any moment.
    const stored = (await listStoredMedia(process.env.DATABASE_URL ?? '')).map((path) => path.slice(3));
    expect(stored).toContain(`${m4a.id}/file`);
    expect(stored).not.toContain(`${wav.id}/file`);
  });

  test.each(Object.entries(makeUntidyMp3s()))('an MP3 with %s is a sound', async (_what, content) => {
    const { id: itemId, creatorId } = await makeItemOf('track');
    const received = await upload(content, { creatorId, itemId, fileName: 'song.mp3' });
    expect(received).toMatchObject({ contentType: 'audio/mpeg', fileName: 'song.mp3' });
    expect(received.durationMs).toBeGreaterThan(5_000);
    expect(received.durationMs).toBeLessThan(5_400);
  });

  test('a video is one with pictures', async () => {
    const { id: itemId, creatorId } = await makeItemOf('video');
    const video = await upload(makeMp4('vide'), { creatorId, itemId, fileName: 'film.mp4' });
    expect(video).toMatchObject({ fileName: 'film.mp4', contentType: 'video/mp4' });
    const silent = await upload(await makePendulums(), { creatorId, itemId });
    expect(silent).toMatchObject({ contentType: 'video/webm', durationMs: 16_000 });
    await expectRefused(() => upload(makeMp4('soun'), { creatorId, itemId }), 'upload_not_video');
    await expectRefused(() => upload(makeMp3(), { creatorId, itemId }), 'upload_not_video');
  });

  test('a lesson takes either, a game item an archive, an article nothing', async () => {
    const lesson = await makeItemOf('lesson', { body: ' ' });
    expect(await hasDeliverable(lesson.id)).toBe(false);
    await upload(makeMp4('vide'), { creatorId: lesson.creatorId, itemId: lesson.id });
    await upload(makeSilence(1), { creatorId: lesson.creatorId, itemId: lesson.id });
    expect(await hasDeliverable(lesson.id)).toBe(true);

    const game = await makeItemOf('game_item');
    expect(await hasDeliverable(game.id)).toBe(false);
    const zip = makeZip({ 'sword.txt': 'sharp' });
    const received = await upload(zip, { creatorId: game.creatorId, itemId: game.id, fileName: 'sword' });
    expect(received).toMatchObject({
      fileName: 'sword.zip',
      contentType: 'application/zip',
      durationMs: null,
    });
    expect(await hasDeliverable(game.id)).toBe(true);
    const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]);
    await expectRefused(
      () => upload(program, { creatorId: game.creatorId, itemId: game.id, fileName: 'a.zip' }),
      'upload_not_download',
    );

    const article = await makeItemOf('article');
    await expectRefused(() => upload(zip, { creatorId: article.creatorId, itemId: article.id }), 'not_found');
  });

  test('what is not what it is called is refused', async () => {
    const { id: itemId, creatorId } = await makeItemOf('track');
    const zip = makeZip({ 'a.txt': 'a' });
    await expectRefused(() => upload(zip, { creatorId, itemId, fileName: 'song.mp3' }), 'upload_not_sound');
    const page = Buffer.from('<html><script>alert(1)</script></html>');
    await expectRefused(() => upload(page, { creatorId, itemId, fileName: 'song.mp3' }), 'upload_not_sound');
    await expectRefused(() => upload(makeMp4('vide'), { creatorId, itemId }), 'upload_not_sound');
    const beginsLikeOne = makeSilence(1).subarray(0, 30);
    await expectRefused(() => upload(beginsLikeOne, { creatorId, itemId }), 'upload_broken');
    await expectRefused(() => upload(Buffer.alloc(0), { creatorId, itemId }), 'upload_broken');
    const image = { creatorId, itemId, purpose: 'cover' } as const;
    await expectRefused(() => upload(HOSTILE_SVG, { ...image, fileName: 'a.png' }), 'upload_not_image');
    await expectRefused(() => upload(makeSilence(1), { ...image, fileName: 'a.png' }), 'upload_not_image');
  });

  test('a broken image, a bomb and an empty one are refused', async () => {
    const { id: itemId, creatorId } = await makeItemOf('article');
    const image = { creatorId, itemId, purpose: 'cover' } as const;
    const photo = await makePhoto();
    await expectRefused(() => upload(photo.subarray(0, photo.length >> 1), image), 'upload_broken');
    // 9,000 × 9,000 pixels in a few kilobytes.
    const bomb = await makeBlank(9_000);
    expect(bomb.length).toBeLessThan(MEGABYTE);
    await expectRefused(() => upload(bomb, image), 'upload_too_many_pixels');
    // Within the pixels, but each is six bytes, and all are in memory before the first is known.
    await expectRefused(() => upload(makeDeepHead(8_000), image), 'upload_too_many_pixels');
  });

  test('too much is refused by what is announced, and by what comes when that was a lie', async () => {
    const { id: itemId, creatorId } = await makeItemOf('track');
    let pulled = 0;
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          pulled += 1;
          controller.enqueue(new Uint8Array(64 * 1024));
        },
      });
    const announced = { creatorId, itemId, announcedBytes: 2 * 1024 * MEGABYTE };
    await expectRefused(() => upload(endless(), announced), 'upload_too_large', { max: '2 MB' });
    expect(pulled).toBeLessThan(3);
    for (const announcedBytes of [1_000, null]) {
      pulled = 0;
      await expectRefused(
        () => upload(endless(), { creatorId, itemId, announcedBytes }),
        'upload_too_large',
        {
          max: '2 MB',
        },
      );
      expect(pulled).toBeLessThan(60);
    }
    // Images have a limit of their own.
    const image = { creatorId, itemId, purpose: 'cover', announcedBytes: MEGABYTE + 1 } as const;
    await expectRefused(() => upload(endless(), image), 'upload_too_large', { max: '1 MB' });
  });

  test('an upload that stops on the way leaves nothing', async () => {
    const { id: itemId, creatorId } = await makeItemOf('track');
    const dying = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(makeSilence(1)));
      },
      pull(controller) {
        controller.error(new Error('connection reset'));
      },
    });
    await expectRefused(() => upload(dying, { creatorId, itemId }), 'upload_broken');

    const stop = new AbortController();
    const slow = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(new Uint8Array(1_000));
        if (!stop.signal.aborted) stop.abort();
        return new Promise(() => {});
      },
    });
    await expectRefused(() => upload(slow, { creatorId, itemId, signal: stop.signal }), 'upload_broken');
  });

  test('nothing is left when the store fails, or the item goes away in the middle', async () => {
    const { id: itemId, creatorId } = await makeItemOf('track');
    const put = open.store.put.bind(open.store);
    try {
      open.store.put = async (...given) => {
        await put(...given);
        throw new Error('the store went down');
      };
      await expectRefusedWith(() => upload(makeSilence(1), { creatorId, itemId }), 'the store went down');
      open.store.put = async (...given) => {
        await put(...given);
        await db.$executeRaw`DELETE FROM item_bodies WHERE item_id = ${itemId}`;
        await db.item.delete({ where: { id: itemId } });
      };
      await expectRefused(() => upload(makeSilence(1), { creatorId, itemId }), 'not_found');
    } finally {
      open.store.put = put;
    }

    async function expectRefusedWith(attempt: () => Promise<unknown>, message: string) {
      const [stored, rows] = [open.list(), await db.media.count()];
      await expect(attempt()).rejects.toThrow(message);
      expect(open.list()).toEqual(stored);
      expect(await db.media.count()).toBe(rows);
    }
  });

  test('all files of one creator have a limit together', async () => {
    const { id: itemId, creatorId } = await makeItemOf('track');
    await upload(makeSilence(1), { creatorId, itemId });
    await db.media.updateMany({ where: { creatorId }, data: { bytes: 20n * BigInt(MEGABYTE) } });
    await expectRefused(() => upload(makeSilence(1), { creatorId, itemId }), 'storage_full', {
      max: '20 MB',
    });
  });

  test('uploads at once do not pass the quota together', async () => {
    const { id: itemId, creatorId } = await makeItemOf('track');
    const { bytes } = await upload(makeSilence(1), { creatorId, itemId });
    // Room for one more, and a half.
    const room = BigInt(Math.floor(bytes * 1.5));
    await db.media.updateMany({ where: { creatorId }, data: { bytes: 20n * BigInt(MEGABYTE) - room } });
    const three = Array.from({ length: 3 }, () => upload(makeSilence(1), { creatorId, itemId }));
    const refused = (await Promise.allSettled(three)).filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(2);
    expect(refused).toEqual(refused.map(() => ({ status: 'rejected', reason: refusal('storage_full') })));
    expect(await db.media.count({ where: { creatorId } })).toBe(2);
  });

  test('nobody uploads to what is another’s', async () => {
    const mine = await makeItemOf('track');
    const stranger = await makeAuthor();
    for (const purpose of ['file', 'cover', 'inline'] as const) {
      const given = { creatorId: stranger.id, itemId: mine.id, purpose };
      await expectRefused(() => upload(makeSilence(1), given), 'not_found');
    }
    await upload(makeSilence(1), { creatorId: mine.creatorId, itemId: mine.id });
    await expect(removeMedia({ creatorId: stranger.id, itemId: mine.id, purpose: 'cover' })).rejects.toEqual(
      refusal('not_found'),
    );
    await expect(removeMedia({ creatorId: stranger.id, itemId: mine.id, purpose: 'file' })).rejects.toEqual(
      refusal('not_found'),
    );
  });

  test('a file that is on sale can be replaced, not removed', async () => {
    const { id: itemId, creatorId } = await makeItemOf('track');
    const first = await upload(makeSilence(1), { creatorId, itemId });
    await expect(removeMedia({ creatorId, itemId, purpose: 'file' })).rejects.toEqual(refusal('file_in_use'));
    await upload(makeSilence(2), { creatorId, itemId });
    const released = await db.media.findUniqueOrThrow({ where: { id: first.id } });
    expect(released.releasedAt).not.toBeNull();
    await db.item.update({ where: { id: itemId }, data: { status: 'draft' } });
    await removeMedia({ creatorId, itemId, purpose: 'file' });
    await removeMedia({ creatorId, itemId, purpose: 'file' });
    expect(await hasDeliverable(itemId)).toBe(false);
    expect(await db.media.count({ where: { itemId, releasedAt: null } })).toBe(0);
  });

  test('of two replacements at once one is current and the others are released', async () => {
    const { id: itemId, creatorId } = await makeItemOf('track');
    await Promise.all([1, 2, 3, 4].map((seconds) => upload(makeSilence(seconds), { creatorId, itemId })));
    const { fileMediaId } = await db.item.findUniqueOrThrow({ where: { id: itemId } });
    const kept = await db.media.findMany({ where: { itemId, releasedAt: null } });
    expect(kept.map((media) => media.id)).toEqual([fileMediaId]);
  });
});
