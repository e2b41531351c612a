import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { db } from '../../../lib/core/db.ts';
import { publishArticle } from '../../../prisma/factories/publish-article.ts';
import { giveMoney, type Person, signInAsNewReader } from './person.ts';
import { sql } from './sql.ts';

export interface OwnCreator extends Person {
  creatorId: bigint;
  /** Where their article is read. */
  path: string;
  itemId: bigint;
  title: string;
}

/** A new creator with one article, signed in on this page's browser context. */
export async function signInAsNewCreator(page: Page, priceMicros = 12_000_000n): Promise<OwnCreator> {
  const person = await signInAsNewReader(page);
  const key = randomUUID().slice(0, 8);
  const creator = await db.creator.create({
    data: { userId: person.id, handle: `payee-${key}`, name: 'Test Creator' },
    select: { id: true },
  });
  await sql(`UPDATE users SET role = 'creator' WHERE id = $1`, [person.id]);
  const slug = `paid-${key}`;
  const title = `책등은 어느 쪽으로 읽는가, ${key}`;
  const { id } = await publishArticle(db, {
    slug,
    creatorId: creator.id,
    title,
    priceMicros,
    publishedAt: new Date('2001-01-01'),
  });
  return { ...person, creatorId: creator.id, path: `/read/${slug}`, itemId: id, title };
}

/** As the settlement job does once the delay is over, for this creator and now. */
export async function settleNow(
  { creatorId }: Pick<OwnCreator, 'creatorId'>,
  feePercent = 10,
): Promise<void> {
  await sql(
    `SELECT settle_account(id, clock_timestamp(), $2) FROM accounts WHERE creator_id = $1
      AND type = 'creator_pending'`,
    [creatorId, feePercent],
  );
}

/** A reader of their own unlocks the creator's article, and it is settled. */
export async function earnOnce(creator: OwnCreator): Promise<void> {
  const [reader] = await sql<{ id: string }>(
    `INSERT INTO users (email, email_verified) VALUES ($1, now()) RETURNING id`,
    [`reader-${randomUUID()}@example.com`],
  );
  const [wallet] = await sql<{ id: string }>(`SELECT id FROM open_wallet($1, 'usd', 'UTC')`, [reader?.id]);
  const { spend } = await import('../../../lib/ground/ledger/spend.ts');
  const walletId = BigInt(wallet?.id ?? 0);
  const price = await db.itemPrice.findFirstOrThrow({ where: { itemId: creator.itemId, currency: 'usd' } });
  const amountMicros = price.priceMicros;
  // Paid money: what gifts pay for would wait.
  await giveMoney({ id: BigInt(reader?.id ?? 0), email: '' }, amountMicros);
  const result = await spend({ walletId, itemId: creator.itemId, seenPriceMicros: amountMicros });
  if (result.status !== 'unlocked') throw new Error(`the article is ${result.status}`);
  await settleNow(creator);
}

/** Runs a job of the worker at once, instead of at its next minute. */
export async function runJob(name: string): Promise<void> {
  await sql('SELECT graphile_worker.add_job($1)', [name]);
}
