import { expect, test } from 'vitest';
import { NAME_MAX, nameSchema, readForeignName } from './password-rules.ts';

const FAMILY = '👩‍👩‍👧‍👦';

test.each([
  [undefined, null],
  [null, null],
  ['  ', null],
  [' Ada\u0000 Lovelace\u202e ', 'Ada  Lovelace'],
  ['김민수'.normalize('NFD'), '김민수'],
  [FAMILY, FAMILY],
  [`${'a'.repeat(NAME_MAX - 2)}${FAMILY}`, 'a'.repeat(NAME_MAX - 2)],
  [`${'a'.repeat(NAME_MAX - 1)} b`, 'a'.repeat(NAME_MAX - 1)],
  ['\ud83d', '\ufffd'],
])("a provider's name %j is kept as %j", (given, kept) => expect(readForeignName(given)).toBe(kept));

test('a typed name is cleaned too, and never cut in silence', () => {
  expect(nameSchema.parse('\u202eAda')).toBe('Ada');
  expect(nameSchema.safeParse('a'.repeat(NAME_MAX + 1)).success).toBe(false);
});
