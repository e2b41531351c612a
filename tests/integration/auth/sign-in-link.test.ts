import { expect, test } from 'vitest';
import { db } from '../../../lib/core/db.ts';
import { readDeviceCookie, writeDeviceCookie } from '../../../lib/rooms/identity/device-cookie.ts';
import { findViewer } from '../../../lib/rooms/identity/find-viewer.ts';
import { freezeDate } from '../../setup/freeze-date.ts';
import { browser, followLink, mailedLink, newEmail, sessionIn } from './helpers.ts';

test('a link makes an account with a proved address, signs in, and leads back', async () => {
  const email = newEmail();
  const { answer, url } = await mailedLink(email, '/read/the-wren?from=home');
  expect(answer.location?.pathname).toBe('/api/auth/verify-request');
  expect(url?.pathname).toBe('/sign-in/link');
  expect(url?.searchParams.get('next')).toBe('/read/the-wren?from=home');
  expect(await db.user.count({ where: { email } })).toBe(0);

  const entered = await followLink(url as URL);
  const viewer = await findViewer(sessionIn(entered) as string);
  expect(viewer?.email).toBe(email);
  const user = await db.user.findUniqueOrThrow({ where: { email } });
  expect(user.emailVerified).not.toBeNull();
  expect(user.passwordHash).toBeNull();
});

test('a link works once, and only one of two at the same moment', async () => {
  const { url } = await mailedLink(newEmail(), '/');
  const answers = await Promise.all([followLink(url as URL), followLink(url as URL)]);
  expect(answers.filter((answer) => sessionIn(answer) !== null)).toHaveLength(1);
  const again = await followLink(url as URL);
  expect(sessionIn(again)).toBeNull();
  expect(again.location?.searchParams.get('error')).toBe('Verification');
});

test('a link that is too old, altered, or for another address signs nobody in', async () => {
  const email = newEmail();
  const { url } = await mailedLink(email, '/');
  const altered = new URL(url as URL);
  altered.searchParams.set('token', `${url?.searchParams.get('token')}0`);
  const other = new URL(url as URL);
  other.searchParams.set('email', 'admin@example.com');
  for (const bad of [altered, other]) expect(sessionIn(await followLink(bad))).toBeNull();
  await db.verificationToken.updateMany({ where: { identifier: email }, data: { expires: new Date(0) } });
  expect(sessionIn(await followLink(url as URL))).toBeNull();
});

test('the database does not hold what the mail holds', async () => {
  const email = newEmail();
  const { url } = await mailedLink(email, '/');
  const [row] = await db.verificationToken.findMany({ where: { identifier: email } });
  expect(row?.token).not.toBe(url?.searchParams.get('token'));
});

test.each(['https://evil.example/x', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
  'a link asked for with the target %j leads home',
  async (target) => {
    const { url } = await mailedLink(newEmail(), target);
    expect(url?.searchParams.get('next')).toBe('/');
  },
);

test('one place causes five mails an hour to an address; another place still gets one', async () => {
  freezeDate();
  const email = newEmail();
  const stranger = browser();
  for (let i = 0; i < 5; i++) await mailedLink(email, '/', stranger);
  const { answer } = await mailedLink(email, '/', stranger);
  expect(answer.location?.searchParams.get('error')).toBe('too_many_requests');
  expect(await db.localMail.count({ where: { recipient: email } })).toBe(5);
  const { url } = await mailedLink(email, '/', browser());
  expect(sessionIn(await followLink(url as URL))).not.toBeNull();
});

test('all strangers together cause 24 mails a day, and a known browser gets through', async () => {
  freezeDate();
  const email = newEmail();
  const { url } = await mailedLink(email, '/');
  const viewer = await findViewer(sessionIn(await followLink(url as URL)) as string);
  for (let i = 1; i < 24; i++) await mailedLink(email, '/', browser());
  const refused = await mailedLink(email, '/', browser());
  expect(refused.answer.location?.searchParams.get('error')).toBe('too_many_requests');
  const devices = readDeviceCookie(writeDeviceCookie([], viewer?.userId as bigint));
  const own = await mailedLink(email, '/', browser({ devices }));
  expect(own.answer.location?.searchParams.get('error')).toBeNull();
  expect(await db.localMail.count({ where: { recipient: email } })).toBe(25);
});

test('a thousand mails in an hour stop nobody, and somebody sees it', async () => {
  freezeDate();
  const hour = 3_600_000;
  const windowStart = new Date(Math.floor(Date.now() / hour) * hour);
  await db.rateLimit.upsert({
    where: { key_windowStart: { key: 'mail:everyone', windowStart } },
    create: { key: 'mail:everyone', windowStart, count: 999 },
    update: { count: 999 },
  });
  const { url } = await mailedLink(newEmail(), '/');
  expect(url).not.toBeNull();
  const alarm = { action: 'mail_alarm', after: { equals: { mailsThisHour: 1000 } } };
  expect(await db.auditEntry.count({ where: alarm })).toBe(1);
  expect((await mailedLink(newEmail(), '/')).url).not.toBeNull();
});

test('the mail speaks the reader’s language', async () => {
  const email = newEmail();
  await mailedLink(email, '/', browser({ locale: 'ko' }));
  const mail = await db.localMail.findFirstOrThrow({ where: { recipient: email } });
  expect(mail.subject).toBe('Farthing 로그인 링크');
  expect(mail.html).toContain('<html lang="ko">');
});
