import { randomUUID } from 'node:crypto';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { mediaPath } from '@/lib/core/media-addresses';
import { storeKey } from '@/lib/rooms/media/store/media-store';
import { sweepMedia } from '@/lib/rooms/media/sweep-media';
import { makePng, makeSilence } from './samples';
import { listSpool, MEDIA_DIR, makeItemOf, type OpenStore, openStore, STORES, upload } from './world';

const MINUTE_MS = 60_000;
const later = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS);
const DAYS = 24 * 60;

describe.each(STORES)('the sweep on %s', (kind) => {
  let open: OpenStore;
  beforeAll(async () => {
    open = await openStore(kind);
  });
  afterAll(() => open.close());

  const lies = async (id: string, name = 'file') => (await open.store.head(storeKey(id, name))) !== null;

  test('a replaced file goes when no link to it can hold any more', async () => {
    const { creatorId, id: itemId } = await makeItemOf('track');
    const [first, second] = [
      await upload(makeSilence(1), { creatorId, itemId }),
      await upload(makeSilence(2), { creatorId, itemId }),
    ];
    await sweepMedia(later(10));
    expect(await lies(first.id)).toBe(true);
    await sweepMedia(later(16));
    expect([await lies(first.id), await lies(second.id)]).toEqual([false, true]);
    expect(await db.media.count({ where: { itemId } })).toBe(1);
  });

  test('the files of a deleted draft go, its neighbours’ stay', async () => {
    const [gone, kept] = [await makeItemOf('track'), await makeItemOf('track')];
    const [goneFile, keptFile] = [
      await upload(makeSilence(1), { creatorId: gone.creatorId, itemId: gone.id }),
      await upload(makeSilence(1), { creatorId: kept.creatorId, itemId: kept.id }),
    ];
    await db.item.delete({ where: { id: gone.id } });
    await sweepMedia();
    expect([await lies(goneFile.id), await lies(keptFile.id)]).toEqual([false, true]);
    expect(await db.media.count({ where: { id: goneFile.id } })).toBe(0);
  });

  test('what killed uploads left goes: a row, its bytes, a part, and what lay on its way in', async () => {
    const { creatorId, id: itemId } = await makeItemOf('track');
    const id = randomUUID();
    await db.media.create({
      data: { id, creatorId, itemId, purpose: 'file', fileName: 'a.wav', contentType: 'audio/wav' },
    });
    await open.store.put(storeKey(id, 'file'), Readable.from([makeSilence(1)]), 'audio/wav');
    const incoming = join(MEDIA_DIR, 'incoming');
    mkdirSync(incoming, { recursive: true });
    for (const name of ['dead', 'alive']) writeFileSync(join(incoming, name), 'half of a so');
    const longAgo = later(-61);
    utimesSync(join(incoming, 'dead'), longAgo, longAgo);

    await sweepMedia();
    expect(await lies(id)).toBe(true);
    expect(listSpool()).toEqual(['alive']);
    await sweepMedia(later(61));
    expect(await lies(id)).toBe(false);
    expect(await db.media.count({ where: { id } })).toBe(0);
    expect(listSpool()).toEqual([]);
  });

  test('a picture stays while a text mentions it, be it free, paid, a draft or a version', async () => {
    const places = ['teaser', 'body', 'draft', 'version', 'nowhere'] as const;
    const pictures: Record<string, string> = {};
    for (const place of places) {
      const { creatorId, id: itemId } = await makeItemOf('article');
      const { id } = await upload(await makePng(), { creatorId, itemId, purpose: 'inline' });
      pictures[place] = id;
      const text = `Look: ![a](${mediaPath(id)})`;
      const facts = { title: 'T', language: 'en', topic: 'money', coverMotif: 'coins', coverSeed: 1, text };
      if (place === 'teaser') await db.item.update({ where: { id: itemId }, data: { teaser: text } });
      if (place === 'body') await db.itemBody.update({ where: { itemId }, data: { body: text } });
      if (place === 'draft') await db.itemDraft.create({ data: { itemId, ...facts } });
      if (place === 'version')
        await db.itemVersion.create({
          data: {
            itemId,
            number: 1,
            summary: '',
            currency: 'usd',
            priceMicros: 1_000n,
            publishedAt: new Date(),
            ...facts,
          },
        });
    }
    await sweepMedia(later(6 * DAYS));
    expect(await lies(pictures.nowhere ?? '', '40.webp')).toBe(true);
    await sweepMedia(later(8 * DAYS));
    for (const place of places)
      expect(await lies(pictures[place] ?? '', '40.webp'), place).toBe(place !== 'nowhere');
  });

  test('faces and covers in their places stay for good', async () => {
    const { creatorId, id: itemId } = await makeItemOf('article');
    const avatar = await upload(await makePng(), { creatorId, purpose: 'avatar' });
    const cover = await upload(await makePng(), { creatorId, itemId, purpose: 'cover' });
    await sweepMedia(later(400 * DAYS));
    expect([await lies(avatar.id, '30.webp'), await lies(cover.id, '40.webp')]).toEqual([true, true]);
  });

  test('a store that fails keeps the row, so that the next run tries again', async () => {
    const { creatorId, id: itemId } = await makeItemOf('track');
    const { id } = await upload(makeSilence(1), { creatorId, itemId });
    await db.item.delete({ where: { id: itemId } });
    const { deleteAll } = open.store;
    open.store.deleteAll = async () => {
      throw new Error('the store is down');
    };
    await sweepMedia();
    expect(await db.media.count({ where: { id } })).toBe(1);
    open.store.deleteAll = deleteAll;
    await sweepMedia();
    expect(await db.media.count({ where: { id } })).toBe(0);
    expect(await lies(id)).toBe(false);
  });
});
