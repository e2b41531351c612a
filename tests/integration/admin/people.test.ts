import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { endSessions } from '@/lib/desks/backoffice/people/end-sessions';
import { getPerson } from '@/lib/desks/backoffice/people/get-person';
import { listCreatorTransfers } from '@/lib/desks/backoffice/people/list-creator-transfers';
import { listNotes } from '@/lib/desks/backoffice/people/lists';
import { PEOPLE_PAGE, searchPeople } from '@/lib/desks/backoffice/people/search-people';
import { setCreatorFrozen } from '@/lib/desks/backoffice/people/set-creator-frozen';
import { setWalletFrozen } from '@/lib/desks/backoffice/people/set-wallet-frozen';
import { writeNote } from '@/lib/desks/backoffice/people/write-note';
import { grantPromotion } from '@/lib/ground/ledger/grant-promotion';
import { spend } from '@/lib/ground/ledger/spend';
import { requestPayout } from '@/lib/rooms/payouts/request-payout';
import { publishArticle } from '@/prisma/factories/publish-article';
import { auditOfSubject, DOLLAR, makeAdmin, makeCreator, makeReader } from './world';

const idsFor = async (typed: string) => (await searchPeople(typed, null)).map(({ userId }) => userId);

test('people are found by everything that stands on a letter of complaint', async () => {
  const reader = await makeReader();
  const { userId, walletId } = reader;
  await db.user.update({
    where: { id: userId },
    data: { name: '김철수 100%_x', processorCustomerRef: 'cus_Find1' },
  });
  await db.topUp.create({
    data: {
      walletId,
      requestKey: randomUUID(),
      amountMicros: DOLLAR,
      status: 'failed',
      paymentRef: 'pi_Find1',
      chargeRef: 'ch_Find1',
      sessionRef: 'cs_Find1',
      cardLast4: '7391',
      expiresAt: new Date(),
    },
  });
  const creator = await makeCreator();
  await db.payoutAccount.create({
    data: { creatorId: creator.creatorId, creationKey: randomUUID(), accountRef: 'acct_Find1' },
  });
  const part = reader.email.slice(8, 30).toUpperCase();
  for (const typed of [
    reader.email,
    part,
    ` ${part} `,
    String(userId),
    '7391',
    'cus_Find1',
    'pi_Find1',
    'ch_Find1',
    'cs_Find1',
    '김철수',
    '김철',
    '100%_x',
  ])
    expect(await idsFor(typed), typed).toEqual([userId]);
  for (const typed of [creator.handle, `@${creator.handle.toUpperCase()}`, 'acct_Find1'])
    expect(await idsFor(typed), typed).toContain(creator.userId);
  for (const typed of ['철수', 'cus_Find', '0000', '%', '_', "' OR 1=1 --", '99999999999999999999', '\\'])
    expect(await idsFor(typed), typed).toEqual([]);
});

test('a search can stand on indexes, and everyone is paged through', async () => {
  await pool.query(
    `INSERT INTO users (email, name) SELECT 'bulk' || i || '@crowd.test', 'Crowd ' || i
      FROM generate_series(1, 200) i`,
  );
  const client = await pool.connect();
  try {
    // A table this small is sooner read whole: what matters is that the index answers the question.
    await client.query('SET enable_seqscan = off');
    for (const [column, pattern] of [
      ['email', '%bulk123%'],
      ['name', 'Cr%'],
    ]) {
      const { rows } = await client.query(`EXPLAIN SELECT id FROM users WHERE ${column} ILIKE '${pattern}'`);
      expect(rows.map((row) => row['QUERY PLAN']).join()).toContain(`users_${column}_trgm_idx`);
    }
  } finally {
    await client.query('RESET enable_seqscan');
    client.release();
  }
  const all = await searchPeople('', null);
  expect(all).toHaveLength(PEOPLE_PAGE + 1);
  const next = await searchPeople('', all[PEOPLE_PAGE - 1]?.userId ?? 0n);
  expect(next[0]?.userId).toBe(all[PEOPLE_PAGE]?.userId);
});

test('a person’s page has wallets with their lots, and earnings', async () => {
  const reader = await makeReader(5n * DOLLAR);
  await grantPromotion(db, {
    walletId: reader.walletId,
    amountMicros: DOLLAR,
    grantKey: 'k',
    expiresAt: null,
  });
  const person = await getPerson(reader.userId);
  expect(person?.wallets[0]?.lots.map(({ kind, balanceMicros }) => [kind, balanceMicros])).toEqual([
    ['paid', 5n * DOLLAR],
    ['promotional', DOLLAR],
  ]);
  expect(
    JSON.stringify(person, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toMatch(/argon2|passwordHash/);
  const creator = await makeCreator();
  expect((await getPerson(creator.userId))?.creator?.balances).toMatchObject([
    { currency: 'usd', availableMicros: 0n },
  ]);
  expect(await listCreatorTransfers(creator.creatorId, 'nonsense')).toEqual([]);
  expect(await getPerson(999_999_999n)).toBeNull();
});

test('a note stays as it was written, and the log says who wrote it but not what', async () => {
  const admin = await makeAdmin('support');
  const reader = await makeReader();
  await writeNote({ userId: reader.userId, body: 'Called about a double charge.' }, admin.act());
  expect(await listNotes(reader.userId)).toMatchObject([{ body: 'Called about a double charge.' }]);
  const [entry] = await auditOfSubject('user', reader.userId);
  expect(entry).toMatchObject({ actorId: admin.userId, action: 'write_note' });
  expect(JSON.stringify(entry?.after)).not.toContain('double');
  await expect(pool.query('UPDATE person_notes SET body = $1', ['x'])).rejects.toThrow('insert-only');
  await expect(pool.query('DELETE FROM person_notes')).rejects.toThrow('insert-only');
  await expect(writeNote({ userId: 999_999_999n, body: 'x' }, admin.act())).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('sessions are ended, one or all', async () => {
  const role = 'support' as const;
  const admin = await makeAdmin(role);
  const { userId } = await makeReader();
  const sessions = await db.session.createManyAndReturn({
    data: Array.from({ length: 3 }, () => ({
      id: randomUUID(),
      userId,
      expiresAt: new Date(Date.now() + 60_000),
    })),
  });
  expect(await endSessions({ userId, sessionId: sessions[0]?.id ?? '', role }, admin.act())).toBe(1);
  const stranger = await makeReader();
  const nobody = { userId: 987_654_321n, sessionId: null, role };
  await expect(endSessions(nobody, admin.act())).rejects.toMatchObject({ code: 'not_found' });
  const otherwise = { userId: stranger.userId, sessionId: sessions[1]?.id ?? '', role };
  expect(await endSessions(otherwise, admin.act())).toBe(0);
  expect(await endSessions({ userId, sessionId: null, role }, admin.act())).toBe(2);
  expect((await auditOfSubject('user', userId)).map(({ action }) => action)).toEqual([
    'end_sessions',
    'end_sessions',
  ]);
});

test.each([
  { role: 'support', mayEnd: ['support'] },
  { role: 'finance', mayEnd: ['support', 'finance'] },
  { role: 'owner', mayEnd: ['support', 'finance', 'owner'] },
] as const)('$role signs out $mayEnd, and no admin above', async ({ role, mayEnd }) => {
  const admin = await makeAdmin(role);
  for (const wanted of ['support', 'finance', 'owner'] as const) {
    const { userId } = await makeAdmin(wanted);
    const { id } = await db.session.create({
      data: { id: randomUUID(), userId, expiresAt: new Date(Date.now() + 60_000) },
    });
    const end = endSessions({ userId, sessionId: null, role }, admin.act());
    const allowed = (mayEnd as readonly string[]).includes(wanted);
    if (allowed) expect(await end).toBe(1);
    else await expect(end).rejects.toMatchObject({ code: 'above_own_role' });
    const { revokedAt } = await db.session.findUniqueOrThrow({ where: { id } });
    expect(revokedAt !== null).toBe(allowed);
  }
});

test('a frozen wallet spends nothing, can be read and put right, and is released again', async () => {
  const admin = await makeAdmin();
  const reader = await makeReader(5n * DOLLAR);
  const creator = await makeCreator();
  const { id: itemId } = await publishArticle(db, {
    slug: `frozen-${randomUUID()}`,
    creatorId: creator.creatorId,
    title: 'T',
    priceMicros: 50_000n,
  });
  const unlock = () => spend({ walletId: reader.walletId, itemId, seenPriceMicros: 50_000n });
  await setWalletFrozen({ walletId: reader.walletId, reason: 'Card reported stolen.' }, admin.act());
  expect((await unlock()).status).toBe('wallet_frozen');
  expect((await getPerson(reader.userId))?.wallets[0]).toMatchObject({
    status: 'frozen',
    frozenReason: 'Card reported stolen.',
  });
  await expect(
    setWalletFrozen({ walletId: reader.walletId, reason: '  ' }, admin.act()),
  ).rejects.toMatchObject({ code: 'invalid_input' });
  await setWalletFrozen({ walletId: reader.walletId, reason: null }, admin.act());
  expect((await unlock()).status).toBe('unlocked');
  expect(
    (await auditOfSubject('wallet', reader.walletId)).map(({ action, actorId, before, after }) => ({
      action,
      actorId,
      before,
      after,
    })),
  ).toEqual([
    {
      action: 'freeze_wallet',
      actorId: admin.userId,
      before: { status: 'active', reason: null },
      after: { status: 'frozen', reason: 'Card reported stolen.' },
    },
    {
      action: 'release_wallet',
      actorId: admin.userId,
      before: { status: 'frozen', reason: 'Card reported stolen.' },
      after: { status: 'active', reason: null },
    },
  ]);
});

test('after the freeze is there, no unlock that waited goes through', async () => {
  const admin = await makeAdmin();
  const reader = await makeReader(5n * DOLLAR);
  const creator = await makeCreator();
  const items = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      publishArticle(db, {
        slug: `race-${n}-${randomUUID()}`,
        creatorId: creator.creatorId,
        title: 'T',
        priceMicros: 10_000n,
      }),
    ),
  );
  const frozen = setWalletFrozen({ walletId: reader.walletId, reason: 'Fraud.' }, admin.act());
  const answers = await Promise.all(
    items.map(({ id }) => spend({ walletId: reader.walletId, itemId: id, seenPriceMicros: 10_000n })),
  );
  await frozen;
  const { frozenAt } = await db.wallet.findUniqueOrThrow({ where: { id: reader.walletId } });
  const late = await db.unlock.count({
    where: { walletId: reader.walletId, createdAt: { gt: new Date((frozenAt?.getTime() ?? 0) + 5) } },
  });
  expect(late).toBe(0);
  expect(answers.every(({ status }) => status === 'unlocked' || status === 'wallet_frozen')).toBe(true);
});

test('a frozen creator is not paid, and nobody freezes or releases themselves', async () => {
  const admin = await makeAdmin();
  const creator = await makeCreator();
  await setCreatorFrozen({ creatorId: creator.creatorId, reason: 'Copied texts.' }, admin.act());
  await expect(
    requestPayout({ creatorId: creator.creatorId, requestKey: randomUUID(), amountMicros: null }),
  ).rejects.toMatchObject({
    code: 'payouts_frozen',
  });
  const act = admin.act();
  await setCreatorFrozen({ creatorId: creator.creatorId, reason: null }, act);
  expect((await auditOfSubject('creator', creator.creatorId)).at(-1)).toMatchObject({
    action: 'unfreeze_payouts',
    requestId: act.requestId,
    address: act.address,
  });
  const own = { ...admin.act(), actorId: creator.userId };
  await expect(setCreatorFrozen({ creatorId: creator.creatorId, reason: null }, own)).rejects.toMatchObject({
    code: 'own_account',
  });
  const reader = await makeReader();
  await expect(
    setWalletFrozen({ walletId: reader.walletId, reason: null }, { ...admin.act(), actorId: reader.userId }),
  ).rejects.toMatchObject({
    code: 'own_account',
  });
});
