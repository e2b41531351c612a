import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { becomeCreator } from '@/lib/desks/studio/become-creator';
import { profileSchema } from '@/lib/desks/studio/profile-rules';
import { saveProfile } from '@/lib/desks/studio/save-profile';
import { findCreatorHandle } from '@/lib/rooms/catalog/find-creator-handle';
import { createUser } from '../../../prisma/factories/create-user';
import { makePerson } from './world';

const FORM = { handle: '', name: 'Mina Park', bio: '', links: '', hue: '28' };

/** What the form would send, through its own rules. */
async function become(handle: string, userId?: bigint, timeZone?: string) {
  const profile = profileSchema.parse({ ...FORM, handle });
  return becomeCreator({ ...profile, userId: userId ?? (await makePerson()), locale: 'en', timeZone });
}

const faultsOf = (form: object) => {
  const parsed = profileSchema.safeParse({ ...FORM, handle: 'fine-handle', ...form });
  return parsed.success
    ? {}
    : Object.fromEntries(parsed.error.issues.map(({ path, message }) => [path.join('.'), message]));
};
const taken = { code: 'invalid_input', fieldErrors: { handle: 'handleTaken' } };

test('a reader becomes a creator: role, ledger accounts, an audit row; once however often', async () => {
  const userId = await makePerson();
  const first = await become('first-steps', userId);
  expect(await become('second-thought', userId)).toEqual(first);
  expect(await db.user.findUnique({ where: { id: userId } })).toMatchObject({ role: 'creator' });
  const accounts = await db.account.findMany({ where: { creatorId: first.creatorId } });
  expect(accounts.map(({ type }) => type).sort()).toEqual([
    'creator_available',
    'creator_in_transit',
    'creator_pending',
  ]);
  const audit = { action: 'become_creator', subjectId: String(first.creatorId) };
  expect(await db.auditEntry.count({ where: audit })).toBe(1);
});

test('a creator begins on the clock of their browser; one that nobody knows is UTC', async () => {
  for (const [name, kept] of [
    ['Asia/Seoul', 'Asia/Seoul'],
    ['Moon/Tranquility', 'UTC'],
  ]) {
    const { creatorId } = await become(`clock-${kept?.length}-maker`, undefined, name);
    expect(await db.creator.findUnique({ where: { id: creatorId } })).toMatchObject({ timeZone: kept });
  }
});

test('an admin who becomes a creator stays an admin', async () => {
  const { id } = await createUser(db, { email: 'boss@studio.test', role: 'admin' });
  await become('the-boss-writes', id);
  expect(await db.user.findUnique({ where: { id } })).toMatchObject({ role: 'admin' });
});

test.each([
  ['ab', 'handleLength'],
  ['a'.repeat(31), 'handleLength'],
  ['has space', 'handleLetters'],
  ['-begins', 'handleLetters'],
  ['ends-', 'handleLetters'],
  ['two--hyphens', 'handleLetters'],
  ['под-пись', 'handleLetters'],
  // Cyrillic а and о among Latin letters.
  ['wr\u0435n-h\u0430le', 'handleLetters'],
  ['한글이름', 'handleLetters'],
  ['zero\u200bwidth', 'handleLetters'],
  ['under_score', 'handleLetters'],
  ['nul\u0000', 'handleLetters'],
])('the handle %j is refused in words', (handle, fault) =>
  expect(faultsOf({ handle })).toEqual({ handle: fault }),
);

test('compatibility forms and capitals fold into plain letters', () => {
  expect(profileSchema.parse({ ...FORM, handle: ' @Ｍｉｎａ-Park ' }).handle).toBe('mina-park');
});

test.each(['admin', 'farthing', 'Support', 'fart-hing', 'f4rthing'])('%s', async (handle) => {
  const attempt = become(handle);
  if (handle === 'f4rthing') await expect(attempt).resolves.toMatchObject({ handle });
  else await expect(attempt).rejects.toMatchObject({ fieldErrors: { handle: 'handleReserved' } });
});

test.each([
  ['burning-0live', 'burning-olive'],
  ['little-bird', '1itt1e-bird'],
  ['rnodern-mill', 'modern-mi1l'],
  ['vvaterway', 'waterway'],
  ['one-two', 'onetwo'],
])('%s and %s could pass for each other: the second is refused', async (first, second) => {
  await become(first);
  await expect(become(second)).rejects.toMatchObject(taken);
  await expect(become(first)).rejects.toMatchObject(taken);
});

test('of many who ask at once for look-alikes, one gets the handle, the others a sentence', async () => {
  const asked = await Promise.allSettled(
    ['race-horn', 'race-hom', 'racehorn', 'race-h0rn', 'race-horn', 'r-acehom'].map((handle) =>
      become(handle),
    ),
  );
  const refused = asked.filter((one) => one.status === 'rejected').map(({ reason }) => reason);
  expect(refused).toHaveLength(5);
  for (const reason of refused) expect(reason).toMatchObject(taken);
});

test('the database refuses a look-alike, no matter who writes it', async () => {
  await become('last-word');
  const userId = await makePerson();
  await expect(
    pool.query(`INSERT INTO creators (user_id, handle, name) VALUES ($1, '1ast-w0rd', 'x')`, [userId]),
  ).rejects.toMatchObject({ code: 'ZF011' });
});

test('one person who presses twice at once becomes one creator', async () => {
  const userId = await makePerson();
  const [a, b] = await Promise.all([become('double-press', userId), become('double-press', userId)]);
  expect(a).toEqual(b);
});

test('a changed handle keeps the old address, also from others, and cannot change for ever', async () => {
  const { creatorId } = await become('old-address');
  const { userId } = await db.creator.findUniqueOrThrow({ where: { id: creatorId } });
  const rename = (handle: string) =>
    saveProfile({ ...profileSchema.parse({ ...FORM, handle }), creatorId, userId, timeZone: 'Asia/Seoul' });
  await rename('new-address');
  expect(await findCreatorHandle('old-address')).toBe('new-address');
  expect(await findCreatorHandle('new-address')).toBeNull();
  await expect(become('old-address')).rejects.toMatchObject(taken);
  // Back again, and on.
  await rename('old-address');
  expect(await findCreatorHandle('new-address')).toBe('old-address');
  await rename('third-address');
  await rename('fourth-address');
  await expect(rename('fifth-address')).rejects.toMatchObject({ fieldErrors: { handle: 'handleChanges' } });
  await rename('new-address');
  expect(await findCreatorHandle('fourth-address')).toBe('new-address');
});

test('a handle of another creator is refused when changing, and nothing is changed', async () => {
  await become('her-place');
  const { creatorId } = await become('his-place');
  const profile = profileSchema.parse({ ...FORM, handle: 'her-p1ace', name: 'Other' });
  await expect(saveProfile({ ...profile, creatorId, userId: 1n, timeZone: 'UTC' })).rejects.toMatchObject(
    taken,
  );
  expect(await db.creator.findUnique({ where: { id: creatorId } })).toMatchObject({
    handle: 'his-place',
    name: 'Mina Park',
  });
  await expect(
    saveProfile({ ...profile, handle: 'his-place', creatorId, userId: 1n, timeZone: 'Mars/Base' }),
  ).rejects.toMatchObject({ fieldErrors: { timeZone: 'timeZone' } });
});

test.each([
  [{ links: 'http://example.com' }, { links: 'linksHttps' }],
  [{ links: 'javascript:alert(1)' }, { links: 'linksHttps' }],
  [{ links: 'https://user:pass@example.com' }, { links: 'linksHttps' }],
  [{ links: 'https://localhost' }, { links: 'linksHttps' }],
  [{ links: 'not an address' }, { links: 'linksHttps' }],
  [{ links: [1, 2, 3, 4, 5, 6].map((n) => `https://example.com/${n}`).join('\n') }, { links: 'linksMany' }],
  [{ name: '  \u0000 ' }, { name: 'nameMissing' }],
  [{ name: 'n'.repeat(61) }, { name: 'nameLong' }],
  [{ bio: 'b'.repeat(601) }, { bio: 'bioLong' }],
])('%j is refused at its field', (form, faults) => expect(faultsOf(form)).toEqual(faults));

test('links are kept once each, as browsers write them', () => {
  const links = ' https://Example.com \n\nhttps://example.com/한글\nhttps://Example.com';
  expect(profileSchema.parse({ ...FORM, handle: 'linked', links }).links).toEqual([
    'https://example.com/',
    'https://example.com/%ED%95%9C%EA%B8%80',
  ]);
});
