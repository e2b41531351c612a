import { randomUUID } from 'node:crypto';
import { afterAll, expect } from 'vitest';
import type { Act } from '@/lib/core/actor';
import { db, pool } from '@/lib/core/db';
import type { AdminRole } from '@/lib/generated/prisma/enums';
import { openCreatorAccounts } from '@/lib/ground/ledger/open-creator-accounts';
import { openWallet } from '@/lib/ground/ledger/open-wallet';
import { createCreator } from '@/prisma/factories/create-creator';
import { createUser } from '@/prisma/factories/create-user';
import { listBrokenLaws, topUp } from '../ledger/world';

export const DOLLAR = 1_000_000n;

afterAll(async () => {
  expect(await listBrokenLaws()).toEqual([]);
});

export const mail = (name = 'person') => `${name}-${randomUUID()}@admin.test`;

/** An admin, and the facts of one act of theirs. */
export async function makeAdmin(adminRole: AdminRole = 'finance') {
  const { id: userId } = await createUser(db, { email: mail(adminRole), role: 'admin', adminRole });
  const act = (): Act => ({ actorId: userId, address: '203.0.113.9', requestId: randomUUID() });
  return { userId, act };
}

/** A reader with a wallet that holds this much paid money. */
export async function makeReader(paidMicros = 0n) {
  const email = mail('reader');
  const { id: userId } = await createUser(db, { email, name: 'A Reader' });
  const wallet = await openWallet(db, { userId, currency: 'usd' });
  if (paidMicros > 0n) await topUp(wallet.id, paidMicros);
  return { userId, email, walletId: wallet.id };
}

export async function makeCreator() {
  const handle = `c-${randomUUID().slice(0, 8)}`;
  const creator = await createCreator(db, { handle, name: handle, email: mail('creator') });
  await openCreatorAccounts(db, { creatorId: creator.id, currency: 'usd' });
  return { creatorId: creator.id, userId: creator.userId, handle };
}

/** The audit rows about one thing, the oldest first. */
export const auditOfSubject = (subjectType: string, subjectId: bigint | string) =>
  db.auditEntry.findMany({ where: { subjectType, subjectId: String(subjectId) }, orderBy: { id: 'asc' } });

export async function paidBalance(walletId: bigint): Promise<bigint> {
  const { rows } = await pool.query(
    `SELECT balance_micros AS micros FROM lots WHERE wallet_id = $1 AND kind = 'paid'`,
    [walletId],
  );
  return BigInt(rows[0]?.micros ?? 0);
}
