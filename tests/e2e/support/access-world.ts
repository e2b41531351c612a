import { randomUUID } from 'node:crypto';
import { db } from '../../../lib/core/db.ts';
import { getSessionCookie, writeSessionCookie } from '../../../lib/core/session-cookie.ts';
import { writeUnsubscribeToken } from '../../../lib/desks/notify/unsubscribe-token.ts';
import { grantPromotion } from '../../../lib/ground/ledger/grant-promotion.ts';
import { postPayoutReturned, postPayoutSent } from '../../../lib/ground/ledger/post-payout.ts';
import { spend } from '../../../lib/ground/ledger/spend.ts';
import { createCreator } from '../../../prisma/factories/create-creator.ts';
import { createUser } from '../../../prisma/factories/create-user.ts';
import { publishArticle } from '../../../prisma/factories/publish-article.ts';
import { PDF } from './admin.ts';
import { settleNow } from './creator.ts';
import { giveMoney } from './person.ts';
import { sql } from './sql.ts';

const DOLLAR = 1_000_000n;
const LONG_AGO = new Date('2001-01-01');
const email = () => `${randomUUID()}@access.example.com`;

async function signIn(userId: bigint): Promise<string> {
  const id = randomUUID();
  await sql(
    `INSERT INTO sessions (id, user_id, expires_at, proved_at)
      VALUES ($1, $2, now() + interval '1 hour', now())`,
    [id, userId],
  );
  return `${getSessionCookie().name}=${writeSessionCookie(id)}`;
}

const makeReader = async () => (await createUser(db, { email: email(), name: 'A Reader' })).id;
const makeAdmin = async (adminRole: 'support' | 'finance' | 'owner') =>
  (await createUser(db, { email: email(), role: 'admin', adminRole })).id;
const makeCreator = () =>
  createCreator(db, { handle: `access-${randomUUID().slice(0, 8)}`, name: 'A Creator', email: email() });

async function insert(table: string, row: Record<string, unknown>): Promise<string> {
  const names = Object.keys(row);
  const places = names.map((_, index) => `$${index + 1}`);
  const [made] = await sql<{ id: string }>(
    `INSERT INTO ${table} (${names}) VALUES (${places}) RETURNING id`,
    Object.values(row),
  );
  return String(made?.id);
}

/** One person of each kind with a cookie, and one thing of each kind that somebody owns. */
export async function makeAccessWorld() {
  const [reader, otherReader, creator, otherCreator] = [
    await makeReader(),
    await makeReader(),
    await makeCreator(),
    await makeCreator(),
  ];
  const finance = await makeAdmin('finance');
  const cookies = {
    nobody: '',
    reader: await signIn(reader),
    'other reader': await signIn(otherReader),
    creator: await signIn(creator.userId),
    'other creator': await signIn(otherCreator.userId),
    support: await signIn(await makeAdmin('support')),
    finance: await signIn(finance),
    owner: await signIn(await makeAdmin('owner')),
  };
  const items = await makeItems(creator.id);
  return {
    cookies,
    things: {
      person: String(reader),
      ...items,
      ...(await makeMoney(reader, creator.id, items.game)),
      ...(await makePapers(reader, finance)),
      paidType: await makePaidType(items.game),
      mail: await insert('local_mails', {
        recipient: email(),
        subject: 'A mail',
        text: 'Text',
        html: '<p>Text</p>',
      }),
      unsubscribe: writeUnsubscribeToken({ userId: creator.userId, kind: 'payout_sent' }),
    },
  };
}

export type Things = Awaited<ReturnType<typeof makeAccessWorld>>['things'];

/** Korean type that was cut for the paid text of an item. */
async function makePaidType(itemId: string): Promise<string> {
  const hash = randomUUID().replaceAll('-', '');
  const [regular, semibold] = [new Uint8Array([1]), new Uint8Array([2])];
  await db.fontCut.create({ data: { hash, itemId: BigInt(itemId), signs: '글', regular, semibold } });
  return hash;
}

/** A published item that is sold as a file, a draft with a cover of its own, a course. */
async function makeItems(creatorId: bigint) {
  const key = randomUUID();
  const about = { creatorId, publishedAt: LONG_AGO };
  const published = await publishArticle(db, {
    ...about,
    slug: `game-${key}`,
    title: key,
    priceMicros: DOLLAR,
  });
  await sql(`UPDATE items SET kind = 'game_item' WHERE id = $1`, [published.id]);
  const draft = await publishArticle(db, {
    ...about,
    slug: `draft-${key}`,
    title: `Draft ${key}`,
    status: 'draft',
    priceMicros: DOLLAR,
  });
  await sql('UPDATE items SET published_at = NULL WHERE id = $1', [draft.id]);
  const makeMedia = async (itemId: bigint, purpose: string, column: string) => {
    const id = await insert('media', {
      id: randomUUID(),
      creator_id: creatorId,
      item_id: itemId,
      purpose,
      file_name: 'A file',
      content_type: purpose === 'file' ? 'application/zip' : 'image/webp',
      bytes: 1,
      widths: purpose === 'file' ? [] : [400],
      ready_at: new Date(),
    });
    await sql(`UPDATE items SET ${column} = $1 WHERE id = $2`, [id, itemId]);
    return id;
  };
  const { handle } = await db.creator.findUniqueOrThrow({
    where: { id: creatorId },
    select: { handle: true },
  });
  const course = await db.course.create({
    data: { creatorId, slug: `course-${key}`, name: 'A course', description: '' },
    select: { id: true, slug: true },
  });
  const lesson = await publishArticle(db, {
    ...about,
    slug: `lesson-${key}`,
    title: `Lesson ${key}`,
    priceMicros: DOLLAR,
  });
  await sql(`UPDATE items SET kind = 'lesson' WHERE id = $1`, [lesson.id]);
  await db.courseLesson.create({ data: { courseId: course.id, itemId: lesson.id, position: 0 } });
  return {
    handle,
    game: String(published.id),
    slug: `game-${key}`,
    draft: String(draft.id),
    draftSlug: `draft-${key}`,
    file: await makeMedia(published.id, 'file', 'file_media_id'),
    course: String(course.id),
    courseSlug: course.slug,
  };
}

/** The reader pays for the game; the creator has asked for what it brought, and has it back. */
async function makeMoney(reader: bigint, creatorId: bigint, game: string) {
  await giveMoney({ id: reader, email: '' }, DOLLAR);
  const wallet = await db.wallet.findFirstOrThrow({ where: { userId: reader }, include: { lots: true } });
  const [topUp] = await sql<{ id: string }>('SELECT id FROM top_ups WHERE wallet_id = $1', [wallet.id]);
  await grantPromotion(db, {
    walletId: wallet.id,
    amountMicros: DOLLAR,
    grantKey: 'access',
    expiresAt: null,
  });
  const unlock = await spend({ walletId: wallet.id, itemId: BigInt(game), seenPriceMicros: DOLLAR });
  if (unlock.status !== 'unlocked') throw new Error(`the item is ${unlock.status}`);
  await settleNow({ creatorId }, 0);
  const payout = await db.$transaction(async (tx) => {
    const { id } = await tx.payout.create({
      data: {
        creatorId,
        currency: 'usd',
        amountMicros: DOLLAR,
        requestKey: randomUUID(),
        accountRef: 'acct_access',
        status: 'failed',
        returnedMicros: DOLLAR,
        returns: 1,
        endedAt: new Date(),
      },
    });
    const posting = { payoutId: id, creatorId, currency: 'usd', amountMicros: DOLLAR };
    await postPayoutSent(tx, posting);
    await postPayoutReturned(tx, { ...posting, leg: 0, wasPaid: false });
    return String(id);
  });
  return {
    wallet: String(wallet.id),
    account: String(wallet.lots[0]?.accountId),
    topUp: String(topUp?.id),
    unlock: String(unlock.unlockId),
    payout,
  };
}

/** What the back office keeps about people: nothing of it moves money. */
async function makePapers(reader: bigint, finance: bigint) {
  const [wallet] = await sql<{ id: string }>('SELECT id FROM wallets WHERE user_id = $1', [reader]);
  const [topUp] = await sql<{ id: string }>('SELECT id FROM top_ups WHERE wallet_id = $1', [wallet?.id]);
  const common = { currency: 'usd', amount_micros: DOLLAR };
  const adjustment = await insert('adjustments', {
    ...common,
    target: 'paid',
    wallet_id: wallet?.id,
    owner_id: reader,
    reason: 'goodwill',
    note: 'A note.',
    requester_id: finance,
    request_key: randomUUID(),
    seen_balance_micros: DOLLAR,
    needs_approval: true,
    expires_at: new Date(Date.now() + 86_400_000),
  });
  await insert('adjustment_files', {
    adjustment_id: adjustment,
    uploader_id: finance,
    name: 'evidence.pdf',
    media_type: 'application/pdf',
    content: PDF,
  });
  const dispute = await insert('disputes', {
    ...common,
    dispute_ref: `du_${randomUUID()}`,
    charge_ref: `ch_${randomUUID()}`,
    top_up_id: topUp?.id,
    wallet_id: wallet?.id,
    status: 'won',
    reason: 'general',
    opened_at: LONG_AGO,
    closed_at: LONG_AGO,
  });
  return {
    adjustment,
    dispute,
    evidence: await insert('dispute_evidence', {
      dispute_id: dispute,
      content: PDF,
      statement: 'What happened.',
      prepared_by: finance,
    }),
    request: await insert('support_requests', {
      user_id: reader,
      request_key: randomUUID(),
      subject: 'A question',
      locale: 'en',
    }),
    batch: await insert('gift_batches', {
      requester_id: finance,
      request_key: randomUUID(),
      file_name: 'gifts.csv',
      currency: 'usd',
      status: 'reading',
    }),
    comparison: await insert('reconciliations', {
      from_at: new Date('2000-12-31'),
      until_at: LONG_AGO,
      started_at: LONG_AGO,
      ended_at: LONG_AGO,
      status: 'done',
    }),
  };
}
