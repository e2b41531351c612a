import { expect, test } from 'vitest';
import { readFrontMatter } from './read-front-matter.ts';

const SLOW = ['[', '[{a: ', '&a ', '- ', '? ', '!', '{', '"', '\n#', '\n  x', '*a ', '\n? ', '\n- '];

test.each(SLOW)('a block of %j without end is read or refused, and does not hold others up', (piece) => {
  for (const length of [8_000, 60_000]) {
    const before = process.threadCpuUsage();
    const { data } = readFrontMatter(`---\na: ${piece.repeat(length / piece.length)}\n---\nText`);
    if (length > 8_192) expect(data).toBeNull();
    const { user, system } = process.threadCpuUsage(before);
    // Some 80 ms of processor time; unbounded it would be many seconds.
    expect((user + system) / 1000).toBeLessThan(2_000);
  }
});

test('a block of usual length is read', () => {
  const tags = Array.from({ length: 200 }, (_, n) => `  - a tag of some length ${n}`).join('\n');
  const { data, text } = readFrontMatter(`---\ntitle: 12:30\ntags:\n${tags}\n---\nText`);
  expect([data?.get('title'), data?.get('tags'), text]).toEqual(['12:30', null, 'Text']);
});
