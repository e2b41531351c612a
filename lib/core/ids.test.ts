import { expect, test } from 'vitest';
import { idSchema, readId } from './ids.ts';

test.each([
  ['1', 1n],
  ['9'.repeat(18), 999_999_999_999_999_999n],
  ['0', null],
  ['01', null],
  ['-1', null],
  ['1.0', null],
  [' 1', null],
  ['1\n', null],
  ['９', null],
  ['9'.repeat(19), null],
  ['', null],
  [1, null],
  [['1'], null],
  [undefined, null],
])('%j is the id %s', (given, id) => {
  expect(readId(given)).toBe(id);
  expect(idSchema.safeParse(given).success).toBe(id !== null);
});
