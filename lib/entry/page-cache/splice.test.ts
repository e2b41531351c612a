import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutPage, joinGzip, joinPage } from './splice';

const OLD = 'AAAAAAAAAAAAAAAAAAAAAA==';
const NEW = 'tqN3Oo5lmHiJN1awSRP02g==';

test('each nonce is another one, and nothing else changes, plain or packed', async () => {
  const text =
    `<script nonce="${OLD}">가나다</script>${OLD}${OLD}<p>${'a wren '.repeat(9_000)}</p><link ` +
    `nonce="${OLD}">`;
  const cut = await cutPage(Buffer.from(text), OLD);
  expect(cut.parts).toHaveLength(5);
  const wanted = text.replaceAll(OLD, NEW);
  expect(joinPage(cut, NEW).toString()).toBe(wanted);
  expect(gunzipSync(joinGzip(cut, NEW)).toString()).toBe(wanted);
  expect(joinGzip(cut, NEW).length).toBeLessThan(text.length / 50);
  expect(() => joinPage(cut, 'short')).toThrow();
});

test('a part is packed with what stood before it, so that a page with many nonces stays small', async () => {
  const row = (index: number) =>
    '<script ' +
    `nonce="${OLD}">self.push(${JSON.stringify(`row ${index}: a wren weighs three farthings`)})</script>`;
  const page = Buffer.from(Array.from({ length: 60 }, (_, index) => row(index)).join(''));
  expect(joinGzip(await cutPage(page, OLD), NEW).length).toBeLessThan(
    gzipSync(page, { level: 9 }).length + 60 * 55,
  );
});

test('a page that holds every byte is packed all the same', async () => {
  const every = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const page = Buffer.concat([every, Buffer.from(OLD), every, Buffer.from(OLD), every]);
  const cut = await cutPage(page, OLD);
  expect(gunzipSync(joinGzip(cut, NEW)).equals(joinPage(cut, NEW))).toBe(true);
});

test('whatever the page is made of', async () => {
  const piece = fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.constant(new TextEncoder().encode(OLD)));
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      const page = Buffer.concat(pieces);
      const cut = await cutPage(page, OLD);
      expect(gunzipSync(joinGzip(cut, OLD)).equals(page)).toBe(true);
      expect(gunzipSync(joinGzip(cut, NEW)).equals(joinPage(cut, NEW))).toBe(true);
    }),
  );
});
