import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { requestLinkAction, requestResetAction, resetPasswordAction } from '@/app/(auth)/actions';
import { db, pool } from '@/lib/core/db';
import { findResetOwner, mailPasswordReset } from '@/lib/rooms/identity/reset-password';
import { signUp } from '@/lib/rooms/identity/sign-up';
import { answerOf } from '../access/request';
import { browser, GOOD_PASSWORD, newEmail } from '../auth/helpers';

const after = vi.hoisted(() => [] as (() => Promise<void>)[]);
vi.mock('next/headers', async () => (await import('../access/request')).nextHeaders());
vi.mock('next/cache', async () => (await import('../access/request')).nextCache());
vi.mock('next-intl/server', async () => (await import('../access/request')).nextIntl());
vi.mock('next/server', async (load) => ({
  ...(await load<object>()),
  after: (work: () => Promise<void>) => after.push(work),
}));
vi.hoisted(() => {
  process.env.TRUSTED_PROXIES = '1';
});

const act = (call: () => Promise<{ ok: boolean; code?: string }>) =>
  answerOf(null, call, {
    'x-forwarded-for': `198.51.100.${Math.floor(Math.random() * 256)}`,
    'sec-fetch-site': 'same-origin',
    'x-request-id': randomUUID(),
  });
const mailsTo = (recipient: string) =>
  db.localMail.findMany({ where: { recipient }, orderBy: { id: 'asc' } });

/** What Next does once the answer is out. */
async function answerIsOut(): Promise<void> {
  for (const work of after.splice(0)) await work();
}

async function makeAccount(): Promise<string> {
  const email = newEmail();
  await signUp({ email, password: GOOD_PASSWORD, name: null }, browser());
  return email;
}

test.each([
  ['a sign-in link', (email: string) => requestLinkAction({ email, next: '/' })],
  ['a link for a new password', (email: string) => requestResetAction({ email })],
])('%s is there when the answer is out, where no worker runs, and not before', async (_what, ask) => {
  const email = await makeAccount();
  expect(await act(() => ask(email))).toBe('ok');
  expect(await mailsTo(email)).toHaveLength(0);
  await answerIsOut();
  expect(await mailsTo(email)).toHaveLength(1);
});

test('a mail server that is away costs nobody an answer; the mail comes when it is back', async () => {
  const email = await makeAccount();
  await pool.query('ALTER TABLE local_mails RENAME TO local_mails_away');
  try {
    expect(await act(() => requestResetAction({ email }))).toBe('ok');
    await answerIsOut();
  } finally {
    await pool.query('ALTER TABLE local_mails_away RENAME TO local_mails');
  }
  expect(await mailsTo(email)).toHaveLength(0);
  const { sendMails } = await import('@/lib/desks/notify/send-mails');
  await sendMails(new Date(Date.now() + 2 * 60_000));
  const [mail] = await mailsTo(email);
  const token = /token=([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  expect(await findResetOwner(token)).toMatchObject({ email });
  // The new password is told about in the transaction that set it.
  expect(await act(() => resetPasswordAction({ token, password: 'copper wren over a quiet harbour' }))).toBe(
    'ok',
  );
  await answerIsOut();
  expect((await mailsTo(email)).at(-1)?.subject).toBe('Your Farthing password was changed');
});

test('asking for a new password writes the same rows without an account, and mails nothing', async () => {
  const [known, unknown] = [await makeAccount(), newEmail()];
  const written = async (email: string) => {
    const queries: string[] = [];
    const spy = vi.spyOn((await import('pg')).default.Client.prototype, 'query');
    await mailPasswordReset(email, { locale: 'en' });
    for (const [query] of spy.mock.calls as unknown[][]) {
      const text = typeof query === 'string' ? query : ((query as { text?: string } | null)?.text ?? '');
      queries.push(text);
    }
    spy.mockRestore();
    return queries;
  };
  await written(known);
  const statements = await written(known);
  expect(statements.length).toBeGreaterThan(4);
  expect(await written(unknown)).toEqual(statements);
  const { sendMails } = await import('@/lib/desks/notify/send-mails');
  await sendMails();
  expect(await mailsTo(unknown)).toEqual([]);
  expect(await mailsTo(known)).toHaveLength(2);
  const row = await db.outboxMessage.findFirstOrThrow({ orderBy: { id: 'desc' } });
  expect(row).toMatchObject({
    kind: 'password_reset',
    outcome: 'nothing_to_say',
    address: null,
    sealed: null,
  });
});
