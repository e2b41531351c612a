import { randomUUID } from 'node:crypto';
import { db } from '@/lib/core/db';
import { createItem } from '@/lib/desks/studio/create-item';
import type { DraftFields } from '@/lib/desks/studio/draft-limits';
import { getDraft } from '@/lib/desks/studio/get-draft';
import { publishItem } from '@/lib/desks/studio/publish-item';
import { saveDraft } from '@/lib/desks/studio/save-draft';
import type { ItemKind } from '@/lib/generated/prisma/enums';
import { createCreator } from '../../../prisma/factories/create-creator';

export { makePerson, makeReader } from '../items/world';

let serial = 0;

export async function makeCreator() {
  serial += 1;
  const handle = `studio-${'abcdefghij'[serial % 10]}${serial}`;
  const { id, userId } = await createCreator(db, { handle, name: 'A Maker', email: `${handle}@studio.test` });
  return { creatorId: id, userId, handle };
}

export const READY = {
  title: 'Ready',
  text: 'Free lines.\n\n<!-- more -->\n\nPaid lines.',
  price: '0.035',
} satisfies Partial<DraftFields>;

/** A draft that could be published as it is, with what is given in place of the ordinary. */
export function makeDraft(creatorId: bigint, fields: Partial<DraftFields> = {}, kind: ItemKind = 'article') {
  return createItem({ creatorId, kind, language: 'en', fields: { ...READY, ...fields } });
}

/** Publishes what the draft holds now. Who did is only written down. */
export async function publish(creatorId: bigint, itemId: bigint) {
  const { revision } = await getDraft(creatorId, itemId);
  return publishItem({ creatorId, itemId, revision, actorId: 1n });
}

/** Saves a change of the draft as an editor opened just now would. */
export async function edit(creatorId: bigint, itemId: bigint, patch: Partial<DraftFields>) {
  const draft = await getDraft(creatorId, itemId);
  const { title, summary, language, topic, coverMotif, coverSeed, text, price } = draft;
  const fields = { title, summary, language, topic, coverMotif, coverSeed, text, price, ...patch };
  return saveDraft({ creatorId, itemId, revision: draft.revision, editorKey: randomUUID(), fields });
}
