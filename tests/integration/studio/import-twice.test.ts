import { expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { createItem } from '@/lib/desks/studio/create-item';
import { findImported, hashImport } from '@/lib/desks/studio/find-imported';
import { importMarkdown } from '@/lib/desks/studio/import-markdown';
import { makeCreator } from './world';

const hashOf = (text: string, name = 'a.md') =>
  hashImport(importMarkdown(name, new TextEncoder().encode(text)).fields);

test('a file is known again by what it says, by its creator alone, while its draft is there', async () => {
  const [own, other] = [await makeCreator(), await makeCreator()];
  const text = '---\ntitle: T\nprice: 0.1\n---\nText';
  const importHash = hashOf(text);
  expect(hashOf('---\r\nprice: "0.1"\r\ntitle: T\r\n---\r\n\r\nText\r\n', 'b.md')).toBe(importHash);
  expect(hashOf(text.replace('Text', 'Text.'))).not.toBe(importHash);
  const { fields } = importMarkdown('a.md', new TextEncoder().encode(text));
  const make = () =>
    createItem({ creatorId: own.creatorId, kind: 'article', language: 'en', fields, importHash });
  expect(await findImported(own.creatorId, importHash)).toBeNull();
  const first = await make();
  await db.itemDraft.update({
    where: { itemId: first },
    data: { title: 'Renamed' },
    select: { itemId: true },
  });
  expect(await findImported(own.creatorId, importHash)).toEqual({ itemId: first, title: 'Renamed' });
  const second = await make();
  expect(await findImported(own.creatorId, importHash)).toMatchObject({ itemId: second });
  expect(await findImported(other.creatorId, importHash)).toBeNull();
  await db.item.deleteMany({ where: { id: { in: [first, second] } } });
  expect(await findImported(own.creatorId, importHash)).toBeNull();
});
