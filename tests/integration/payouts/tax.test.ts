import { afterEach, expect, test, vi } from 'vitest';
import { db } from '@/lib/core/db';
import { rotateTaxKey } from '@/lib/rooms/payouts/rotate-tax-key';
import {
  openTaxId,
  openTaxIdWith,
  presentTaxKey,
  sealTaxId,
  taxKeyOf,
} from '@/lib/rooms/payouts/seal-tax-id';
import { getTaxDetails, saveTaxDetails } from '@/lib/rooms/payouts/tax-details';
import { makeCreator } from './world';

afterEach(() => vi.unstubAllEnvs());

const DETAILS = {
  legalName: 'Mara Ellison',
  entity: 'individual',
  country: 'us',
  address: '1 Harbour Street\nPortland, ME 04101',
  taxId: '123-45-6789',
  removeTaxId: false,
} as const;

async function save(creator: { creatorId: bigint; userId: bigint }, change: object = {}) {
  await saveTaxDetails({ ...DETAILS, ...change, creatorId: creator.creatorId, actorId: creator.userId });
}

test('the tax id is stored sealed, shown by its end, and opens for its creator alone', async () => {
  const creator = await makeCreator();
  await save(creator);
  expect(await getTaxDetails(creator.creatorId)).toEqual({
    legalName: 'Mara Ellison',
    entity: 'individual',
    country: 'us',
    address: '1 Harbour Street\nPortland, ME 04101',
    taxIdLast4: '6789',
  });
  const row = await db.taxDetails.findUniqueOrThrow({ where: { creatorId: creator.creatorId } });
  const sealed = String(row.taxIdSealed);
  expect(JSON.stringify({ ...row, creatorId: '' })).not.toMatch(/123-?45-?6789/);
  expect(openTaxId(creator.creatorId, sealed)).toBe('123456789');
  expect(() => openTaxId(creator.creatorId + 1n, sealed)).toThrow();
  expect(() => openTaxId(creator.creatorId, `${sealed.slice(0, -3)}AAA`)).toThrow();
  expect(sealTaxId(creator.creatorId, '123456789')).not.toBe(sealed);
});

test('the audit log says that they changed, with every value masked', async () => {
  const creator = await makeCreator();
  await save(creator);
  await save(creator, { legalName: 'Nora Ellison', taxId: '' });
  const entries = await db.auditEntry.findMany({
    where: { action: 'change_tax_details', subjectId: String(creator.creatorId) },
    orderBy: { id: 'asc' },
  });
  expect(entries.map(({ before, after }) => [before, after])).toEqual([
    [null, { legalName: 'M•••', entity: 'individual', country: 'us', address: '1•••', taxId: '•••• 6789' }],
    [
      { legalName: 'M•••', entity: 'individual', country: 'us', address: '1•••', taxId: '•••• 6789' },
      { legalName: 'N•••', entity: 'individual', country: 'us', address: '1•••', taxId: '•••• 6789' },
    ],
  ]);
  expect(entries.every(({ actorId }) => actorId === creator.userId)).toBe(true);
});

test('left empty, the stored id stays; ticked, it goes', async () => {
  const creator = await makeCreator();
  await save(creator);
  const before = await db.taxDetails.findUniqueOrThrow({ where: { creatorId: creator.creatorId } });
  await save(creator, { taxId: '  ', address: 'Elsewhere' });
  const kept = await db.taxDetails.findUniqueOrThrow({ where: { creatorId: creator.creatorId } });
  expect(kept).toMatchObject({ taxIdSealed: before.taxIdSealed, taxIdLast4: '6789', address: 'Elsewhere' });
  await save(creator, { taxId: '', removeTaxId: true });
  expect(await getTaxDetails(creator.creatorId)).toMatchObject({ taxIdLast4: null });
});

test.each([
  ['a wrong one', { taxId: '12' }, 'taxId'],
  [
    'a Korean business number with a slip in it',
    { country: 'kr', entity: 'business', taxId: '220-81-62518' },
    'taxId',
  ],
  [
    'a stored one that is not of the new country',
    { country: 'kr', entity: 'business', taxId: '' },
    'taxIdOther',
  ],
] as const)('%s is refused, and nothing has changed', async (_name, change, fault) => {
  const creator = await makeCreator();
  await save(creator);
  await expect(save(creator, change)).rejects.toMatchObject({
    code: 'invalid_input',
    fieldErrors: { taxId: fault },
  });
  expect(await getTaxDetails(creator.creatorId)).toMatchObject({ country: 'us', taxIdLast4: '6789' });
});

test('of persons in Korea no number is kept, not even one of before', async () => {
  const creator = await makeCreator();
  await save(creator);
  await save(creator, { country: 'kr', taxId: '900101-1234567' });
  const row = await db.taxDetails.findUniqueOrThrow({ where: { creatorId: creator.creatorId } });
  expect(row).toMatchObject({ taxIdSealed: null, taxIdLast4: null, country: 'kr' });
});

test('of a short one no more than half is shown', async () => {
  const creator = await makeCreator();
  await save(creator, { country: 'br', taxId: 'A1234' });
  expect(await getTaxDetails(creator.creatorId)).toMatchObject({ taxIdLast4: '34' });
});

test('the key is changed for all stored ids or for none, and a repeat finds it done', async () => {
  const creators = [await makeCreator(), await makeCreator()];
  for (const creator of creators) await save(creator);
  const sealedOf = async ({ creatorId }: { creatorId: bigint }) =>
    String((await db.taxDetails.findUniqueOrThrow({ where: { creatorId } })).taxIdSealed);
  const [first, second] = creators as [(typeof creators)[0], (typeof creators)[0]];
  const [here, there] = [presentTaxKey(), taxKeyOf(Buffer.alloc(32, 9))];
  const stored = await db.taxDetails.count({ where: { taxIdSealed: { not: null } } });

  // One that no key opens: nothing is changed.
  const whole = await sealedOf(second);
  await db.taxDetails.update({
    where: { creatorId: second.creatorId },
    data: { taxIdSealed: await sealedOf(first) },
  });
  await expect(rotateTaxKey(here, there)).rejects.toThrow('opens with neither key');
  expect(openTaxId(first.creatorId, await sealedOf(first))).toBe('123456789');
  await db.taxDetails.update({ where: { creatorId: second.creatorId }, data: { taxIdSealed: whole } });

  expect(await rotateTaxKey(here, there)).toEqual({ sealed: stored, kept: 0 });
  for (const creator of creators) {
    expect(openTaxIdWith(there, creator.creatorId, await sealedOf(creator))).toBe('123456789');
    expect(() => openTaxId(creator.creatorId, 'v1.x.y')).toThrow();
  }
  expect(await rotateTaxKey(here, there)).toEqual({ sealed: 0, kept: stored });
  expect(await rotateTaxKey(there, here)).toEqual({ sealed: stored, kept: 0 });
  const acts = await db.auditEntry.findMany({ where: { action: 'rotate_tax_key' }, orderBy: { id: 'asc' } });
  expect(acts.map(({ after }) => after)).toEqual([
    { sealed: stored, kept: 0 },
    { sealed: 0, kept: stored },
    { sealed: stored, kept: 0 },
  ]);
});

test('with another key the stored id is lost, not the form: it has to be given again', async () => {
  const creator = await makeCreator();
  await save(creator);
  vi.stubEnv('TAX_DATA_KEY', Buffer.alloc(32, 7).toString('base64'));
  vi.resetModules();
  const fresh = await import('@/lib/rooms/payouts/tax-details');
  const input = { ...DETAILS, creatorId: creator.creatorId, actorId: creator.userId };
  await expect(fresh.saveTaxDetails({ ...input, taxId: '' })).rejects.toMatchObject({
    fieldErrors: { taxId: 'taxIdOther' },
  });
  await fresh.saveTaxDetails({ ...input, taxId: '987-65-4321' });
  expect(await fresh.getTaxDetails(creator.creatorId)).toMatchObject({ taxIdLast4: '4321' });
  const { disconnect } = await import('@/lib/core/db');
  await disconnect();
});
