import 'server-only';
import { db, type Prisma } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { DomainError } from '@/lib/core/errors';
import { toDecimalString } from '@/lib/core/money';
import type { ItemKind, ItemStatus } from '@/lib/generated/prisma/enums';
import type { DraftFields } from './draft-limits';
import { joinTeaser } from './join-teaser';

export interface Draft extends DraftFields {
  itemId: bigint;
  kind: ItemKind;
  status: ItemStatus;
  slug: string;
  /** Null: never published. */
  publishedAt: Date | null;
  revision: number;
  /** The revision that readers have. */
  publishedRevision: number | null;
  scheduledFor: Date | null;
  /** Keys of field errors, when the last scheduled publication was refused. */
  scheduleFault: string | null;
  savedAt: Date;
}

const FACTS = { kind: true, status: true, slug: true, publishedAt: true } as const;

/** An own item for the editor; makes the first draft and version if there is none. Throws `not_found`. */
export async function getDraft(creatorId: bigint, itemId: bigint): Promise<Draft> {
  const where = { id: itemId, creatorId };
  const find = () => db.item.findFirst({ where, select: { ...FACTS, draft: true } });
  let item = await find();
  if (item && !item.draft) {
    await db.$transaction((tx) => makeDraft(tx, itemId));
    item = await find();
  }
  if (!item?.draft) throw new DomainError('not_found');
  const { editorKey: _, ...draft } = item.draft;
  return { ...draft, kind: item.kind, status: item.status, slug: item.slug, publishedAt: item.publishedAt };
}

async function makeDraft(tx: Prisma.TransactionClient, itemId: bigint): Promise<void> {
  const currency = env.WALLET_CURRENCY;
  const item = await tx.item.findUniqueOrThrow({
    where: { id: itemId },
    include: { body: true, prices: { where: { currency } } },
  });
  const priceMicros = item.prices[0]?.priceMicros;
  const fields = {
    itemId,
    title: item.title,
    summary: item.summary,
    language: item.language,
    topic: item.topic,
    coverMotif: item.coverMotif,
    coverSeed: item.coverSeed,
    text: joinTeaser(item.teaser, item.body?.body ?? ''),
  };
  const price = priceMicros === undefined ? '' : toDecimalString(priceMicros, currency);
  const publishedRevision = item.publishedAt && item.status !== 'draft' ? 1 : null;
  await tx.itemDraft.createMany({ data: { ...fields, price, publishedRevision }, skipDuplicates: true });
  if (publishedRevision === null || priceMicros === undefined || !item.publishedAt) return;
  await tx.itemVersion.createMany({
    data: { ...fields, number: 1, currency, priceMicros, publishedAt: item.publishedAt },
    skipDuplicates: true,
  });
}
