import 'server-only';
import { writeAudit } from '@/lib/core/audit';
import { db, type Tx } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import { DomainError } from '@/lib/core/errors';
import { isUniqueViolation } from '@/lib/core/is-unique-violation';
import { openCreatorAccounts } from '@/lib/ground/ledger';
import { keepRendering, splitTeaser } from '@/lib/ground/markdown';
import { checkReady, type ReadyText } from './check-ready';
import { chooseSlug } from './choose-slug';
import { countWords } from './count-words';
import { type Draft, getDraft } from './get-draft';

export interface Published {
  slug: string;
  /** Of the version that was made. */
  number: number;
}

interface Request {
  creatorId: bigint;
  itemId: bigint;
  /** The revision that the creator saw: what another window saved meanwhile is not published unseen. */
  revision: number;
  /** Null: the schedule. */
  actorId: bigint | null;
  address?: string;
  requestId?: string;
}

const TRIES = 4;

/**
 * Makes the draft what readers have, and a version of it; the address is chosen once. Publishing a revision
 * again changes nothing, unless the item had been withdrawn. Throws `not_found`, `edit_conflict` (another
 * revision by now), `not_ready` with a fault at each field, or for the schedule `wrong_state` when it was
 * taken back.
 */
export async function publishItem(request: Request): Promise<Published> {
  for (let tries = 1; ; tries += 1) {
    const draft = await getDraft(request.creatorId, request.itemId);
    if (draft.revision !== request.revision) throw new DomainError('edit_conflict');
    await renderAhead(draft);
    try {
      return await db.$transaction((tx) => publish(tx, request, draft));
    } catch (error) {
      // Somebody else took the address in the same moment.
      if (!isUniqueViolation(error) || tries === TRIES) throw error;
    }
  }
}

/** The first reader finds the text rendered; what cannot be shown in time is refused here, not to them. */
async function renderAhead({ itemId, text }: Draft): Promise<void> {
  const { teaser, body } = splitTeaser(text);
  const owner = `publish:${itemId}`;
  for (const part of body
    ? [
        { teaser, body },
        { teaser, body: '' },
      ]
    : [{ teaser, body }])
    if (!(await keepRendering(part, owner)))
      throw new DomainError('not_ready', { fieldErrors: { text: 'textSlow' } });
}

async function publish(tx: Tx, request: Request, seen: Draft): Promise<Published> {
  const { creatorId, itemId, revision } = request;
  // Other publications of this item and changes of its file and its keys wait here; saves wait at the draft.
  await tx.$queryRaw`SELECT 1 FROM items WHERE id = ${itemId} AND creator_id = ${creatorId} FOR UPDATE`;
  await tx.$queryRaw`SELECT 1 FROM item_drafts WHERE item_id = ${itemId} FOR UPDATE`;
  const item = await tx.item.findFirst({
    where: { id: itemId, creatorId },
    include: { draft: true, prices: { where: { currency: env.WALLET_CURRENCY } } },
  });
  const draft = item?.draft;
  if (!item || !draft) throw new DomainError('not_found');
  if (request.actorId === null && item.status !== 'scheduled') throw new DomainError('wrong_state');
  if (draft.revision !== revision) throw new DomainError('edit_conflict');
  const ready = await checkReady(seen, tx);
  const last = await tx.itemVersion.findFirst({
    where: { itemId },
    orderBy: { number: 'desc' },
    select: { number: true },
  });
  if (item.status === 'published' && draft.publishedRevision === revision && last)
    return { slug: item.slug, number: last.number };

  const slug = item.publishedAt ? item.slug : await chooseSlug(tx, 'item', draft.title, item.kind);
  const at = new Date();
  const number = (last?.number ?? 0) + 1;
  await writeItem(tx, { ...draft, ...item, ...toFace(draft), creatorId }, ready, slug, at);
  await tx.itemVersion.create({
    data: {
      itemId,
      number,
      ...toFace(draft),
      text: draft.text,
      currency: env.WALLET_CURRENCY,
      priceMicros: ready.priceMicros,
      publishedAt: at,
    },
  });
  await tx.itemDraft.update({
    where: { itemId },
    data: { publishedRevision: revision, scheduledFor: null, scheduleFault: null },
  });
  const before = item.prices[0]?.priceMicros;
  await writeAudit(tx, {
    actorId: request.actorId,
    action: 'publish_item',
    subjectType: 'item',
    subjectId: String(itemId),
    before: { status: item.status, ...(before === undefined ? {} : { priceMicros: String(before) }) },
    after: { status: 'published', priceMicros: String(ready.priceMicros), version: number },
    address: request.address,
    requestId: request.requestId,
  });
  return { slug, number };
}

type Face = Pick<Draft, 'title' | 'summary' | 'language' | 'topic' | 'coverMotif' | 'coverSeed'>;

function toFace({ title, summary, language, topic, coverMotif, coverSeed }: Face): Face {
  return { title: title.trim(), summary: summary.trim(), language, topic, coverMotif, coverSeed };
}

/** What readers get: the item, its paid text, its price. */
async function writeItem(
  tx: Tx,
  item: Face & { id: bigint; creatorId: bigint; publishedAt: Date | null; text: string },
  ready: ReadyText,
  slug: string,
  at: Date,
): Promise<void> {
  const itemId = item.id;
  const { teaser, body, priceMicros } = ready;
  const publishedAt = item.publishedAt && item.publishedAt < at ? item.publishedAt : at;
  await tx.item.update({
    where: { id: itemId },
    data: {
      ...toFace(item),
      ...countWords(item.text, item.language),
      slug,
      teaser,
      status: 'published',
      publishedAt,
    },
    select: { id: true },
  });
  await tx.itemBody.upsert({ where: { itemId }, update: { body }, create: { itemId, body } });
  const currency = env.WALLET_CURRENCY;
  const { pendingAccountId } = await openCreatorAccounts(tx, { creatorId: item.creatorId, currency });
  await tx.itemPrice.upsert({
    where: { itemId_currency: { itemId, currency } },
    update: { priceMicros },
    create: { itemId, currency, priceMicros, pendingAccountId },
  });
}
