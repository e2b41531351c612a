import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutPage, joinGzip, joinPage } from './splice';

const OLD = 'AAAAAAAAAAAAAAAAAAAAAA==';
const NEW = 'tqN3Oo5lmHiJN1awSRP02g==';

test('each nonce is another one, and nothing else changes, plain or packed', () => {
  const text = `<script nonce="${OLD}">가나다</script>${OLD}${OLD}<p>${'a wren '.repeat(9_000)}</p><link nonce="${OLD}">`;
  const cut = cutPage(Buffer.from(text), OLD);
  expect(cut.parts).toHaveLength(5);
  const wanted = text.replaceAll(OLD, NEW);
  expect(joinPage(cut, NEW).toString()).toBe(wanted);
  expect(gunzipSync(joinGzip(cut, NEW)).toString()).toBe(wanted);
  expect(joinGzip(cut, NEW).length).toBeLessThan(text.length / 50);
  expect(() => joinPage(cut, 'short')).toThrow();
});

test('whatever the page is made of', () => {
  const piece = fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.constant(new TextEncoder().encode(OLD)));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const page = Buffer.concat(pieces);
      const cut = cutPage(page, OLD);
      expect(gunzipSync(joinGzip(cut, OLD)).equals(page)).toBe(true);
      expect(gunzipSync(joinGzip(cut, NEW)).equals(joinPage(cut, NEW))).toBe(true);
    }),
  );
});
