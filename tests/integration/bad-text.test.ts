import { expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { getArticle } from '@/lib/rooms/catalog/get-article';
import { getCreator } from '@/lib/rooms/catalog/get-creator';
import { searchItems } from '@/lib/rooms/catalog/search-items';
import { nameSchema } from '@/lib/rooms/identity/password-rules';
import { saveName } from '@/lib/rooms/identity/save-name';
import { undo } from '@/lib/rooms/unlocks/undo';
import { createUser } from '@/prisma/factories/create-user';

// PostgreSQL stores no NUL, UTF-8 has no lone surrogates, and a bigint ends at 2^63: each is an error there,
// not an answer.
const STRANGE = [
  '\0',
  'a\0b',
  '\ud800',
  '\u202e',
  '../..',
  "' OR 1=1",
  '__proto__',
  'a'.repeat(1_000_000),
  '',
];
const reading = { readerId: null, currency: 'usd' };

test('an address that no article and no creator can have is not found, not an error', async () => {
  for (const address of STRANGE) {
    expect(await getArticle(address, reading)).toBeNull();
    expect(await getCreator(address)).toBeNull();
  }
});

test('a search takes any text', async () => {
  for (const typed of [...STRANGE, '"', '- - -', ':*', '가\0나', '!&|()'])
    expect(await searchItems(reading, typed, { page: 1, size: 5 })).toMatchObject({ page: 1 });
});

test('a name keeps no control characters', async () => {
  const { id } = await createUser(db, { email: 'named@bad-text.test' });
  const name = nameSchema.parse(' Ro\0bin\r\nWren\ud800 ');
  await saveName(id, name);
  expect(await db.user.findUniqueOrThrow({ where: { id } })).toMatchObject({ name: 'Ro bin  Wren\ufffd' });
  expect(nameSchema.parse('\0 \t')).toBeNull();
});

test('an unlock with an id beyond the database is not found', async () => {
  const { id } = await createUser(db, { email: 'undo@bad-text.test' });
  for (const unlockId of [2n ** 63n, 10n ** 19n - 1n, 2n ** 63n - 1n, 0n])
    await expect(undo({ userId: id, unlockId })).rejects.toMatchObject({ code: 'not_found' });
});
