import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { gatherAdminMails } from '@/lib/desks/notify/admins/gather-admin-mails';
import { postAdminMails } from '@/lib/desks/notify/admins/post-admin-mails';
import { sendMails } from '@/lib/desks/notify/send-mails';
import { putAside } from '@/lib/rooms/odd-money/put-aside';
import { makeAdmin, makePayer } from '../refunds/world';

const finance = await makeAdmin();
const owner = await makeAdmin('owner');
const support = await makeAdmin('support');
const unproved = await makeAdmin();
await pool.query('UPDATE users SET email_verified = NULL WHERE id = $1', [unproved.actorId]);
await pool.query(`UPDATE users SET locale = 'ko' WHERE id = $1`, [owner.actorId]);

const addressOf = async (id: bigint) => (await db.user.findUniqueOrThrow({ where: { id } })).email;
const mailsTo = async ({ actorId }: { actorId: bigint }) =>
  db.localMail.findMany({ where: { recipient: await addressOf(actorId) }, orderBy: { id: 'asc' } });

const start = Date.now();
/** Two workers at once, this many minutes from now. */
async function run(minutes: number): Promise<number> {
  const now = new Date(start + minutes * 60_000);
  await Promise.all([postAdminMails(), postAdminMails()]);
  await Promise.all([gatherAdminMails(now), gatherAdminMails(now)]);
  const sent = await Promise.all([sendMails(now), sendMails(now)]);
  return sent.reduce((all, one) => all + one, 0);
}

const stray = (processorRef: string) => putAside(db, { about: 'refund', reason: 'not_ours', processorRef });

test('what is new is told at once, in one mail, to those who can act, in their language', async () => {
  await stray('re_1');
  await stray('re_2');
  await makePayer([10], '4000000000000259');
  expect(await run(1)).toBe(2);
  const [mail, ...more] = await mailsTo(finance);
  expect(more).toEqual([]);
  expect(mail?.subject).toBe('3 new things wait for you');
  expect(mail?.text).toContain('Payments put aside: 2');
  expect(mail?.text).toContain('Disputes without an answer: 1');
  expect((await mailsTo(owner)).map(({ subject }) => subject)).toEqual(['새로 처리할 일이 3건 있어요']);
  expect(await mailsTo(support)).toEqual([]);
  expect(await mailsTo(unproved)).toEqual([]);
});

test('nothing is told twice, and what comes within the hour is gathered', async () => {
  expect(await run(2)).toBe(0);
  await stray('re_3');
  expect(await run(10)).toBe(0);
  await stray('re_4');
  await stray('re_5');
  await db.oddMoney.updateMany({
    where: { processorRef: 're_5' },
    data: { outcome: 'agreed', endedAt: new Date() },
  });
  expect(await run(62)).toBe(2);
  const mails = await mailsTo(finance);
  expect(mails.map(({ subject }) => subject)).toEqual([
    '3 new things wait for you',
    '2 new things wait for you',
  ]);
  expect(await run(200)).toBe(0);
});

test('who asked is not told about their own request', async () => {
  await pool.query(
    `INSERT INTO processor_charges (key, currency, amount_micros, fee_micros, happened_at, difference_key,
      note, requester_id)
     VALUES ('txn_1', 'usd', -2000000, 0, now(), 'x', 'Connect', $1)`,
    [finance.actorId],
  );
  expect(await run(300)).toBe(1);
  expect((await mailsTo(owner)).at(-1)?.text).toContain('승인 요청: 1');
  expect(await mailsTo(finance)).toHaveLength(2);
});
