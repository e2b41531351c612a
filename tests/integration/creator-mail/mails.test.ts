import { afterEach, expect, test, vi } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { postFirstEarnings } from '@/lib/desks/notify/creators/post-first-earnings';
import { postWeeklySummaries } from '@/lib/desks/notify/creators/post-weekly-summaries';
import { setMailWanted } from '@/lib/desks/notify/mail-preferences';
import { sendMails } from '@/lib/desks/notify/send-mails';
import { refundUnlock } from '@/lib/ground/ledger/refund-unlock';
import { startOfPeriod } from '@/lib/ground/policy/payout-period';
import { messageIdOf, startSmtp } from '../../support/start-smtp';
import { age } from '../ledger/world';
import {
  control,
  DOLLAR,
  deliver,
  earn,
  endAtBank,
  makeCreator,
  makePayee,
  planFault,
  readPayout,
  request,
} from '../payouts/world';

afterEach(() => vi.unstubAllEnvs());

const minutesLater = (minutes: number) => new Date(Date.now() + minutes * 60_000);

async function mailsTo(userId: bigint) {
  const { email } = await db.user.findUniqueOrThrow({ where: { id: userId } });
  return db.localMail.findMany({ where: { recipient: email }, orderBy: { id: 'asc' } });
}

const speak = (userId: bigint, locale: string) => db.user.update({ where: { id: userId }, data: { locale } });

/** The one mail that has come since; fails when there are more. */
async function onlyMail(userId: bigint) {
  const mails = await mailsTo(userId);
  expect(mails).toHaveLength(1);
  await db.localMail.deleteMany({ where: { id: { in: mails.map(({ id }) => id) } } });
  return mails[0] as (typeof mails)[number];
}

async function unlocksOf(pendingAccountId: bigint): Promise<bigint[]> {
  const { rows } = await pool.query<{ ref: string }>(
    `SELECT DISTINCT ref FROM transfers WHERE credit_account_id = $1 AND kind = 'unlock' ORDER BY ref`,
    [pendingAccountId],
  );
  return rows.map(({ ref }) => BigInt(ref));
}

/** The readers had their money before they spent it. */
async function ageGrants(): Promise<void> {
  await pool.query(`
    ALTER TABLE transfers DISABLE TRIGGER transfers_insert_only;
    UPDATE transfers SET created_at = created_at - interval '30 days' WHERE kind = 'grant';
    ALTER TABLE transfers ENABLE ALWAYS TRIGGER transfers_insert_only`);
}

test('first earnings: once for ever, with what the first item brought', async () => {
  const creator = await makeCreator();
  await postFirstEarnings();
  await sendMails();
  expect(await mailsTo(creator.userId)).toEqual([]);
  await earn(creator, 35_000n, { settled: false });
  await Promise.all([postFirstEarnings(), postFirstEarnings()]);
  await Promise.all([sendMails(), sendMails()]);
  const mail = await onlyMail(creator.userId);
  expect(mail.subject).toBe('Your first earnings: 3.5¢');
  for (const part of [mail.text, mail.html]) {
    expect(part).toContain('An article');
    expect(part).toContain('24 hours after the unlock');
    expect(part).toContain('/unsubscribe?token=');
  }
  await earn(creator, 70_000n, { settled: false });
  await postFirstEarnings();
  await sendMails(minutesLater(60));
  expect(await mailsTo(creator.userId)).toEqual([]);
});

test('an unlock that was taken back before is no earning', async () => {
  const creator = await makeCreator();
  await earn(creator, 35_000n, { settled: false });
  const [unlockId] = await unlocksOf(creator.pendingAccountId);
  await postFirstEarnings();
  const unlock = await db.unlock.findUniqueOrThrow({ where: { id: unlockId } });
  const policy = { windowMinutes: 30, quota: 10, quotaDays: 30 };
  await refundUnlock({ readerId: unlock.readerId, unlockId: unlock.id, policy });
  await sendMails();
  expect(await mailsTo(creator.userId)).toEqual([]);
  expect(await db.outboxMessage.findFirst({ where: { userId: creator.userId } })).toMatchObject({
    outcome: 'nothing_to_say',
  });
});

test('payout sent, in the person’s language; repeats of everything send nothing more', async () => {
  const payee = await makePayee(20n * DOLLAR);
  await speak(payee.userId, 'ko');
  await db.outboxMessage.deleteMany({ where: { userId: payee.userId } });
  const { payoutId } = await request(payee.creatorId);
  await deliver();
  await deliver();
  await sendMails();
  const mail = await onlyMail(payee.userId);
  expect(mail.subject).toBe('$20.00 지급이 시작됐어요');
  expect(mail.html).toContain('lang="ko"');
  expect(mail.text).toContain(`/studio/payouts/${payoutId}`);
  expect(mail.text).toMatch(/\d{4}년 \d{1,2}월 \d{1,2}일까지 입금될 예정이에요/);
  await endAtBank(payee.accountId, 'pay');
  await sendMails(minutesLater(60));
  expect(await mailsTo(payee.userId)).toEqual([]);
});

test.each([
  ['en', '$20.00 did not arrive', 'The bank has no such account.', 'Give Stripe the right bank account'],
  ['ko', '입금되지 않은 지급이 있어요: $20.00', '은행에 없는 계좌예요.', 'Stripe에 올바른 계좌를 등록'],
])(
  'payout failed (%s): why, and what helps; it cannot be switched off',
  async (locale, subject, why, remedy) => {
    const payee = await makePayee(20n * DOLLAR);
    await speak(payee.userId, locale);
    await request(payee.creatorId);
    await deliver();
    await sendMails();
    await onlyMail(payee.userId);
    await endAtBank(payee.accountId, 'fail');
    await sendMails();
    const mail = await onlyMail(payee.userId);
    expect(mail.subject).toBe(subject);
    for (const words of [why, remedy]) expect(mail.text).toContain(words);
    expect(mail.text).not.toContain('/unsubscribe');
    await expect(
      pool.query(`INSERT INTO mail_opt_outs (user_id, kind) VALUES ($1, 'payout_failed')`, [payee.userId]),
    ).rejects.toThrow('mail_opt_outs_kind_check');
  },
);

test('a payout that Stripe refused is mailed too; one that left and failed at once is one mail', async () => {
  const payee = await makePayee(20n * DOLLAR);
  await control(`accounts/${payee.accountId}/outcome`, { outcome: 'restricted' });
  const { payoutId } = await request(payee.creatorId);
  expect(await readPayout(payoutId)).toMatchObject({ status: 'failed' });
  await sendMails();
  expect((await onlyMail(payee.userId)).text).toContain('Stripe no longer pays to your payout account');
  const other = await makePayee(20n * DOLLAR);
  await request(other.creatorId);
  await deliver();
  await endAtBank(other.accountId, 'fail');
  await sendMails();
  expect((await onlyMail(other.userId)).subject).toBe('$20.00 did not arrive');
  await deliver();
});

test('the event and its mail are written together or not at all', async () => {
  const payee = await makePayee(20n * DOLLAR);
  await planFault({ path: '/v1/transfers', method: 'POST', mode: 'error', times: 5 });
  const { payoutId } = await request(payee.creatorId);
  expect(await db.outboxMessage.count({ where: { eventKey: String(payoutId), kind: 'payout_sent' } })).toBe(
    0,
  );
  await control('settings', { faults: [] });
  const { refreshPayouts } = await import('@/lib/rooms/payouts/refresh-payouts');
  await refreshPayouts(minutesLater(2));
  expect(await db.outboxMessage.count({ where: { eventKey: String(payoutId), kind: 'payout_sent' } })).toBe(
    1,
  );
  await deliver();
});

test('the week: against the last one, what earned most, on Monday and once; or nothing', async () => {
  const creator = await makeCreator();
  const idle = await makeCreator();
  await db.outboxMessage.createMany({
    data: { userId: creator.userId, kind: 'first_earnings', eventKey: String(creator.creatorId) },
  });
  const monday = startOfPeriod('weekly', new Date());
  const minutesTo = (at: Date) => Math.round((Date.now() - at.getTime()) / 60_000);
  const place = async (micros: bigint, at: Date) => {
    const before = new Set(await unlocksOf(creator.pendingAccountId));
    await earn(creator, micros, { settled: false });
    const made = (await unlocksOf(creator.pendingAccountId)).filter((id) => !before.has(id));
    await age(made, minutesTo(at));
    await ageGrants();
  };
  const hours = (count: number) => new Date(monday.getTime() - count * 3_600_000);
  await place(2n * DOLLAR, hours(8 * 24));
  await place(3n * DOLLAR, hours(2));
  await place(500_000n, hours(6 * 24));
  const now = new Date(monday.getTime() + 7 * 3_600_000);
  await Promise.all([postWeeklySummaries(now), postWeeklySummaries(now)]);
  await postWeeklySummaries(new Date(now.getTime() + 2 * 86_400_000));
  await db.outboxMessage.updateMany({
    where: { kind: 'first_earnings', endedAt: null },
    data: { endedAt: now, outcome: 'sent' },
  });
  await sendMails();
  const mail = await onlyMail(creator.userId);
  expect(mail.subject).toBe('Your week: $3.50 from 2 unlocks');
  expect(mail.text).toContain('$1.50 more than the week before ($2.00)');
  expect(mail.text).toContain('An article: $3.00 · 1 unlock\nAn article: 50¢ · 1 unlock');
  expect(mail.text).toContain('(UTC)');
  expect(await mailsTo(idle.userId)).toEqual([]);
});

test('an unwanted kind is not sent, and an unconfirmed address gets nothing', async () => {
  const payee = await makePayee(20n * DOLLAR);
  await setMailWanted({ userId: payee.userId, kind: 'payout_sent' }, false);
  await setMailWanted({ userId: payee.userId, kind: 'payout_sent' }, false);
  await request(payee.creatorId);
  await sendMails();
  expect(await mailsTo(payee.userId)).toEqual([]);
  const stranger = await makePayee(20n * DOLLAR);
  await db.user.update({ where: { id: stranger.userId }, data: { emailVerified: null } });
  await request(stranger.creatorId);
  await sendMails();
  expect(await mailsTo(stranger.userId)).toEqual([]);
  const outcomes = await db.outboxMessage.findMany({
    where: { userId: { in: [payee.userId, stranger.userId] }, kind: 'payout_sent' },
    orderBy: { id: 'asc' },
    select: { outcome: true },
  });
  expect(outcomes).toEqual([{ outcome: 'opted_out' }, { outcome: 'unverified' }]);
  await deliver();
});

test('ten workers at once send each mail once', async () => {
  const payees = [];
  for (let n = 0; n < 12; n += 1) payees.push(await makeCreator());
  for (const payee of payees) await earn(payee, DOLLAR, { settled: false });
  await postFirstEarnings();
  await Promise.all(Array.from({ length: 10 }, () => sendMails()));
  for (const payee of payees) await onlyMail(payee.userId);
});

test('the mail server is away, or the worker dies after it: later, with the same Message-ID', async () => {
  const creator = await makeCreator();
  await earn(creator, DOLLAR, { settled: false });
  await postFirstEarnings();
  const smtp = await startSmtp();
  vi.stubEnv('SMTP_HOST', '127.0.0.1');
  vi.stubEnv('SMTP_PORT', smtp.port);
  vi.resetModules();
  const fresh = await import('@/lib/desks/notify/send-mails');
  smtp.answer = () => '451 try again';
  expect(await fresh.sendMails()).toBe(0);
  smtp.answer = () => '250 taken';
  expect(await fresh.sendMails()).toBe(0);
  expect(await fresh.sendMails(minutesLater(2))).toBe(1);
  const own = { userId: creator.userId, kind: 'first_earnings' };
  expect(await db.outboxMessage.findFirstOrThrow({ where: own })).toMatchObject({
    attempts: 2,
    outcome: 'sent',
  });
  // As if it had been killed before it could write down that the mail is out.
  await db.outboxMessage.updateMany({ where: own, data: { endedAt: null, outcome: null } });
  // Nobody tries again before the lease has run out: another worker may be at it.
  expect(await fresh.sendMails(minutesLater(10))).toBe(0);
  expect(await fresh.sendMails(minutesLater(60))).toBe(1);
  smtp.close();
  const ids = smtp.mails.map(messageIdOf);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(1);
  expect(smtp.mails[1]).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
  const { disconnect } = await import('@/lib/core/db');
  await disconnect();
});

test('news of last week is no news', async () => {
  const creator = await makeCreator();
  await earn(creator, DOLLAR, { settled: false });
  await postFirstEarnings();
  await db.outboxMessage.updateMany({
    where: { userId: creator.userId },
    data: { createdAt: new Date(Date.now() - 8 * 86_400_000) },
  });
  await sendMails();
  expect(await mailsTo(creator.userId)).toEqual([]);
});
