import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { storeKey } from '@/lib/rooms/media/store/media-store';
import { listStoredMedia } from '../../../scripts/lib/list-stored-media';
import { makeAuthor } from '../items/world';
import { makePhoto, makePng } from './samples';
import { makeItemOf, type OpenStore, openStore, STORES, upload } from './world';

describe.each(STORES)('images on %s', (kind) => {
  let open: OpenStore;
  beforeAll(async () => {
    open = await openStore(kind);
  });
  afterAll(() => open.close());

  async function read(id: string, width: number): Promise<Buffer> {
    const found = await open.store.get(storeKey(id, `${width}.webp`));
    if (!found) throw new Error(`there is no ${width}.webp`);
    return buffer(found.stream);
  }

  test('a photograph comes out upright, in three widths, without where it was taken', async () => {
    const photo = await makePhoto();
    const before = await sharp(photo).metadata();
    expect(before.orientation).toBe(6);
    expect(before.exif?.toString('latin1')).toContain('SecretCamera');
    // The tag that leads to the place, in either byte order.
    expect(before.exif?.toString('latin1')).toMatch(/\x25\x88|\x88\x25/);

    const { id: itemId, creatorId } = await makeItemOf('article');
    const received = await upload(photo, { creatorId, itemId, purpose: 'cover', fileName: 'IMG_0001.JPG' });
    expect(received).toMatchObject({
      contentType: 'image/webp',
      widths: [480, 800],
      width: 800,
      height: 1_200,
    });
    for (const width of received.widths) {
      const bytes = await read(received.id, width);
      const facts = await sharp(bytes).metadata();
      expect(facts).toMatchObject({ format: 'webp', width, height: width * 1.5 });
      expect(facts.exif).toBeUndefined();
      expect(facts.xmp).toBeUndefined();
      expect(facts.icc).toBeUndefined();
      expect(facts.orientation).toBeUndefined();
      expect(bytes.toString('latin1')).not.toContain('Secret');
      expect(bytes.toString('latin1')).not.toContain('EXIF');
    }
    const total = await Promise.all(
      received.widths.map(async (width) => (await read(received.id, width)).length),
    );
    expect(received.bytes).toBe(total.reduce((sum, each) => sum + each, 0));
  });

  test('a portrait is square; a small picture is not blown up; a large one stops at the widest', async () => {
    const author = await makeAuthor();
    const avatar = await upload(await makePhoto(), { creatorId: author.id, purpose: 'avatar' });
    expect(avatar).toMatchObject({ widths: [96, 256, 512], width: 512, height: 512 });
    const stored = await listStoredMedia(process.env.DATABASE_URL ?? '');
    for (const width of avatar.widths)
      expect(stored, 'as a backup looks for it').toContain(
        `${avatar.id.slice(0, 2)}/${avatar.id}/${width}.webp`,
      );
    const creator = await db.creator.findUniqueOrThrow({ where: { id: author.id } });
    expect(creator.avatarMediaId).toBe(avatar.id);

    const { id: itemId, creatorId } = await makeItemOf('article');
    const small = await upload(await makePng(), { creatorId, itemId, purpose: 'inline' });
    expect(small).toMatchObject({ widths: [40], width: 40, height: 30 });
    const large = await upload(await makePng(3_000, 1_500), { creatorId, itemId, purpose: 'inline' });
    expect(large).toMatchObject({ widths: [480, 960, 1_600], width: 1_600, height: 800 });
  });

  test('a line is no picture', async () => {
    const { id: itemId, creatorId } = await makeItemOf('article');
    const slim = { creatorId, itemId, purpose: 'cover' } as const;
    for (const [across, down] of [
      [5_000, 1],
      [1, 5_000],
      [401, 100],
    ] as const)
      await expect(upload(await makePng(across, down), slim)).rejects.toMatchObject({
        code: 'upload_too_slim',
        details: { max: '4' },
      });
    expect(await upload(await makePng(400, 100), slim)).toMatchObject({ width: 400, height: 100 });
    const strip = await upload(await makePng(1_000, 50), { ...slim, purpose: 'inline' });
    expect(strip).toMatchObject({ width: 1_000 });
  });

  test.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)('%s is understood', async (format) => {
    const { id: itemId, creatorId } = await makeItemOf('article');
    const image = await sharp(await makePng())
      .toFormat(format)
      .toBuffer();
    const received = await upload(image, { creatorId, itemId, purpose: 'inline', fileName: 'no ending' });
    expect(received).toMatchObject({ fileName: 'no ending.webp', width: 40, height: 30 });
    expect((await sharp(await read(received.id, 40)).metadata()).format).toBe('webp');
  });
});
