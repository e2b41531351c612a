import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { encodeImage } from '@/lib/rooms/media/encode-image';

const MEGABYTE = 1024 * 1024;
const dir = mkdtempSync(join(tmpdir(), 'farthing-pictures-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** The most memory that this process had while `work` ran, beyond what it had before. */
async function growth(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  await work();
  clearInterval(timer);
  return (most - before) / MEGABYTE;
}

test('six pictures at once need the memory of one', async () => {
  const path = join(dir, 'deep.png');
  // 54 MB of pixels, which an interlaced file needs all at once.
  await sharp({ create: { width: 3_000, height: 3_000, channels: 3, background: '#b5651d' } })
    .toColourspace('rgb16')
    .png({ progressive: true, compressionLevel: 1 })
    .toFile(path);
  expect(await sharp(path).metadata()).toMatchObject({ depth: 'ushort', isProgressive: true });
  await encodeImage(path, 'avatar');
  const most = await growth(() => Promise.all(Array.from({ length: 6 }, () => encodeImage(path, 'avatar'))));
  expect(most).toBeLessThan(200);
});
