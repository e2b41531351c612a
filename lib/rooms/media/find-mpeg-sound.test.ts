import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeMp3, makePng, makeSilence, makeUntidyMp3s } from '../../../tests/integration/media/samples.ts';
import { findMpegSound } from './find-mpeg-sound.ts';

const folder = mkdtempSync(join(tmpdir(), 'sound-'));
afterAll(() => rmSync(folder, { recursive: true }));

function judge(content: Buffer): Promise<boolean> {
  const path = join(folder, 'file');
  writeFileSync(path, content);
  return findMpegSound(path);
}

test.each(Object.entries(makeUntidyMp3s()))('finds the sound of an MP3 with %s', async (_what, content) => {
  expect(await judge(content)).toBe(true);
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['zeros', Buffer.alloc(500_000)],
  ['a run of 0xff', Buffer.alloc(500_000, 0xff)],
  ['two frames alone', makeMp3(2)],
  ['words', Buffer.from('ID3 is a kind of tag. '.repeat(1000))],
  ['a page', Buffer.from(`<!doctype html><script>alert(1)</script>${'x'.repeat(5000)}`)],
  ['another sound', makeSilence(3)],
])('%s is no MP3', async (_what, content) => {
  expect(await judge(content)).toBe(false);
});

test('a picture is none', async () => {
  expect(await judge(await makePng(300, 300))).toBe(false);
});
