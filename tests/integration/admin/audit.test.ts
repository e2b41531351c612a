import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { writeAudit } from '@/lib/core/audit';
import { db, pool } from '@/lib/core/db';
import { describeSubjects } from '@/lib/desks/backoffice/audit/describe-subjects';
import { AUDIT_PAGE, listActions, listAudit, streamAudit } from '@/lib/desks/backoffice/audit/list-audit';
import { writeCsv } from '@/lib/desks/backoffice/write-csv';
import { recordExport } from '@/lib/entry/routes/record-export';
import { setPayoutSchedule } from '@/lib/rooms/payouts/set-payout-schedule';
import { auditOfSubject, makeAdmin, makeCreator } from './world';

const record = (action: string, subjectId: string, actorId: bigint | null, requestId = randomUUID()) =>
  db.auditEntry.create({
    data: {
      actorId,
      action,
      subjectType: 'thing',
      subjectId,
      after: { n: 1 },
      address: '203.0.113.1',
      requestId,
    },
  });

test('the log is filtered by who, what, about what, request and day', async () => {
  const admin = await makeAdmin();
  const { email } = await db.user.findUniqueOrThrow({ where: { id: admin.userId } });
  const requestId = randomUUID();
  await record('do_a', '1', admin.userId, requestId);
  await record('do_b', '2', admin.userId);
  await record('do_a', '2', null);
  const find = async (filter: Parameters<typeof listAudit>[0]) =>
    (await listAudit(filter, null))
      .filter(({ subjectType }) => subjectType === 'thing')
      .map(({ action, subjectId }) => `${action} ${subjectId}`);
  expect(await find({ actor: email.toUpperCase() })).toEqual(['do_b 2', 'do_a 1']);
  expect(await find({ actor: 'system', subject: 'thing' })).toEqual(['do_a 2']);
  expect(await find({ actor: 'nobody@nowhere.test' })).toEqual([]);
  expect(await find({ action: 'do_a' })).toEqual(['do_a 2', 'do_a 1']);
  expect(await find({ subject: 'thing:2' })).toEqual(['do_a 2', 'do_b 2']);
  expect(await find({ requestId })).toEqual(['do_a 1']);
  const tomorrow = new Date(Date.now() + 86_400_000);
  expect(await find({ from: tomorrow })).toEqual([]);
  expect(await find({ till: tomorrow, action: 'do_b' })).toEqual(['do_b 2']);
  expect((await listAudit({ requestId }, null))[0]).toMatchObject({ actor: email, address: '203.0.113.1' });
  expect(await listActions()).toEqual(expect.arrayContaining(['do_a', 'do_b']));
});

test('it is paged by key and exported whole, as text that no spreadsheet runs', async () => {
  for (let n = 0; n < AUDIT_PAGE + 20; n += 1)
    await record('page_me', n === 5 ? '=HYPERLINK("x")' : String(n), null);
  const first = await listAudit({ action: 'page_me' }, null);
  expect(first).toHaveLength(AUDIT_PAGE + 1);
  const rest = await listAudit({ action: 'page_me' }, first[AUDIT_PAGE - 1]?.id ?? 0n);
  expect(rest).toHaveLength(20);
  async function* rows() {
    for await (const { action, subjectId } of streamAudit({ action: 'page_me' }, 7))
      yield { action, subject: subjectId };
  }
  const columns = ['action', 'subject'].map((key) => ({ key, header: key }));
  const text = await new Response(writeCsv('audit', columns, rows())).text();
  expect(text.trim().split('\r\n')).toHaveLength(AUDIT_PAGE + 21);
  expect(text).toContain(`"'=HYPERLINK(""x"")"`);
});

test('taking it out is in it, and is limited', async () => {
  const admin = await makeAdmin();
  const act = admin.act();
  await recordExport('export_audit', { action: 'sign_in', actor: '' }, act);
  expect(await auditOfSubject('export', act.requestId)).toMatchObject([
    { action: 'export_audit', after: { action: 'sign_in' } },
  ]);
});

test('nothing in it is changed or removed, and what a transaction took back is not in it', async () => {
  await record('stay', '1', null);
  for (const sql of ['UPDATE audit_log SET action = $1', 'DELETE FROM audit_log WHERE action <> $1'])
    await expect(pool.query(sql, ['x'])).rejects.toThrow('insert-only');
  await expect(pool.query('TRUNCATE audit_log')).rejects.toThrow('insert-only');
  await expect(
    db.$transaction(async (tx) => {
      await writeAudit(tx, { actorId: null, action: 'rotate_tax_key', subjectType: 'thing', subjectId: '1' });
      throw new Error('the act failed');
    }),
  ).rejects.toThrow('the act failed');
  expect(await listAudit({ action: 'rotate_tax_key' }, null)).toEqual([]);
});

test('a creator’s payout settings are sensitive acts', async () => {
  const { creatorId, userId } = await makeCreator();
  await db.payoutAccount.create({
    data: { creatorId, creationKey: randomUUID(), accountRef: `acct_${randomUUID()}` },
  });
  await setPayoutSchedule(creatorId, 'weekly', new Date(), { address: '203.0.113.4', requestId: 'r' });
  expect(await auditOfSubject('creator', creatorId)).toMatchObject([
    {
      actorId: userId,
      action: 'set_payout_schedule',
      before: { schedule: 'on_request' },
      after: { schedule: 'weekly' },
      address: '203.0.113.4',
    },
  ]);
});

test('subjects are called by what people call them, whatever kind they are', async () => {
  const { userId } = await makeAdmin();
  const { creatorId, userId: creatorUserId } = await makeCreator();
  const [user, creator] = await Promise.all([
    db.user.findUniqueOrThrow({ where: { id: userId } }),
    db.creator.findUniqueOrThrow({ where: { id: creatorId } }),
  ]);
  const kinds = ['item', 'wallet', 'top_up', 'unlock', 'payout', 'adjustment', 'gift_batch', 'dispute'];
  const none = [...kinds, 'support_request'].map((subjectType) => ({ subjectType, subjectId: '1' }));
  const found = await describeSubjects([
    ...none,
    { subjectType: 'user', subjectId: String(userId) },
    { subjectType: 'creator', subjectId: String(creatorId) },
    { subjectType: 'user', subjectId: 'no number' },
    { subjectType: 'session', subjectId: randomUUID() },
  ]);
  expect(found).toEqual(
    new Map([
      [`user:${userId}`, { label: user.email, currency: null, userId }],
      [`creator:${creatorId}`, { label: `@${creator.handle}`, currency: null, userId: creatorUserId }],
    ]),
  );
});
