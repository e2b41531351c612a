import { verify } from '@node-rs/argon2';
import { expect, test, vi } from 'vitest';
import { db } from '../../../lib/core/db.ts';
import { getSessionCookie, writeSessionCookie } from '../../../lib/core/session-cookie.ts';
import { callNextAuth } from '../../../lib/entry/session/call-next-auth.ts';
import { countMail } from '../../../lib/rooms/identity/count-mail.ts';
import { readDeviceCookie, writeDeviceCookie } from '../../../lib/rooms/identity/device-cookie.ts';
import { findViewer } from '../../../lib/rooms/identity/find-viewer.ts';
import { revokeOtherSessions, revokeSession } from '../../../lib/rooms/identity/revoke-sessions.ts';
import { signUp } from '../../../lib/rooms/identity/sign-up.ts';
import { freezeDate } from '../../setup/freeze-date.ts';
import {
  browser,
  followLink,
  GOOD_PASSWORD,
  mailedLink,
  newEmail,
  sessionIn,
  signInByPassword,
} from './helpers.ts';

// The real one, watched: a clock would fail on a slow day.
vi.mock('@node-rs/argon2', async (importOriginal) => {
  const actual = await importOriginal<typeof import('@node-rs/argon2')>();
  return { ...actual, verify: vi.fn(actual.verify) };
});

async function account() {
  const email = newEmail();
  const { userId } = await signUp({ email, password: GOOD_PASSWORD, name: 'Robin' }, browser());
  return { email, userId };
}

test('the right password starts a session, keeps a record, and says who it is', async () => {
  const { email, userId } = await account();
  const request = browser();
  const answer = await signInByPassword(`  ${email.toUpperCase()} `, GOOD_PASSWORD, request);
  const sessionId = sessionIn(answer);
  expect(sessionId).not.toBeNull();
  expect(await findViewer(sessionId as string)).toEqual({
    userId,
    sessionId,
    email,
    name: 'Robin',
    timeZone: null,
    role: 'reader',
    adminRole: null,
    hasSecondFactor: false,
    isProved: true,
  });
  const entry = await db.auditEntry.findFirst({
    where: { action: 'sign_in', subjectId: sessionId as string },
  });
  expect(entry).toMatchObject({
    actorId: userId,
    after: { method: 'credentials' },
    requestId: request.requestId,
  });
});

test('a wrong password, an unknown address and nonsense get the same answer and no session', async () => {
  const { email } = await account();
  const attempts: [string, string][] = [
    [email, 'not the password'],
    [newEmail(), GOOD_PASSWORD],
    ['no address at all', GOOD_PASSWORD],
    [email, 'x'.repeat(100_000)],
    [`${email}\0`, GOOD_PASSWORD],
  ];
  for (const [address, password] of attempts) {
    const answer = await signInByPassword(address, password);
    expect(sessionIn(answer)).toBeNull();
    expect(answer.location?.searchParams.get('error')).toBe('CredentialsSignin');
  }
});

test('an unknown address costs the same argon2id as a wrong password', async () => {
  const { email } = await account();
  const costs: string[] = [];
  for (const address of [email, newEmail()]) {
    vi.mocked(verify).mockClear();
    await signInByPassword(address, 'not the password');
    expect(verify).toHaveBeenCalledOnce();
    costs.push(String(vi.mocked(verify).mock.calls[0]?.[0]).split('$').slice(0, 4).join('$'));
  }
  // Type, version, memory, passes and lanes: a cheaper hash would answer sooner and tell that nobody has the
  // address.
  expect(costs[0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1$/);
  expect(costs[1]).toBe(costs[0]);
});
test('the eleventh failure of one place in a quarter of an hour is refused', async () => {
  freezeDate();
  const { email } = await account();
  const stranger = browser();
  for (let i = 0; i < 10; i++) await signInByPassword(email, 'not the password', stranger);
  const answer = await signInByPassword(email, GOOD_PASSWORD, stranger);
  expect(sessionIn(answer)).toBeNull();
  expect(answer.location?.searchParams.get('error')).toBe('too_many_requests');
});

test('what a stranger asks for locks no owner out of password, reset and link', async () => {
  freezeDate();
  const { email } = await account();
  const stranger = browser();
  for (let i = 0; i < 11; i++) await signInByPassword(email, 'not the password', stranger);
  for (let i = 0; i < 3; i++) await mailedLink(email, '/', stranger);
  for (let i = 0; i < 3; i++) await countMail(email, stranger).catch(() => {});
  expect(sessionIn(await signInByPassword(email, GOOD_PASSWORD))).not.toBeNull();
  await expect(countMail(email, browser())).resolves.toBeUndefined();
  const { url } = await mailedLink(email, '/', browser());
  expect(sessionIn(await followLink(url as URL))).not.toBeNull();
});

test('a password is guessed at most 300 times a day, and a known browser still signs in', async () => {
  freezeDate();
  const { email, userId } = await account();
  const devices = readDeviceCookie(writeDeviceCookie([], userId));
  const windowStart = new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000);
  await db.rateLimit.create({ data: { key: `sign-in-day:account:${email}`, windowStart, count: 300 } });
  const refused = await signInByPassword(email, GOOD_PASSWORD);
  expect(refused.location?.searchParams.get('error')).toBe('too_many_requests');
  expect(sessionIn(await signInByPassword(email, GOOD_PASSWORD, browser({ devices })))).not.toBeNull();
  // Its own budget is bounded, and another account's mark is none.
  for (let i = 0; i < 10; i++) await signInByPassword(email, 'not the password', browser({ devices }));
  const worn = await signInByPassword(email, GOOD_PASSWORD, browser({ devices }));
  expect(worn.location?.searchParams.get('error')).toBe('too_many_requests');
  const other = readDeviceCookie(writeDeviceCookie([], (await account()).userId));
  expect(sessionIn(await signInByPassword(email, GOOD_PASSWORD, browser({ devices: other })))).toBeNull();
});

test('successful sign-ins do not wear the limit down', async () => {
  const { email } = await account();
  for (let i = 0; i < 12; i++) expect(sessionIn(await signInByPassword(email, GOOD_PASSWORD))).not.toBeNull();
});

test('one address cannot try a hundred accounts', async () => {
  freezeDate();
  const request = browser();
  const key = `sign-in:address:${request.address}`;
  const windowMs = 15 * 60_000;
  const windowStart = new Date(Math.floor(Date.now() / windowMs) * windowMs);
  await db.rateLimit.create({ data: { key, windowStart, count: 100 } });
  const answer = await signInByPassword(newEmail(), GOOD_PASSWORD, request);
  expect(answer.location?.searchParams.get('error')).toBe('too_many_requests');
});

test('a new sign-in replaces the session that the browser had', async () => {
  const { email } = await account();
  const first = sessionIn(await signInByPassword(email, GOOD_PASSWORD)) as string;
  const second = sessionIn(
    await signInByPassword(email, GOOD_PASSWORD, browser({ sessionId: first })),
  ) as string;
  expect(await findViewer(first)).toBeNull();
  expect(await findViewer(second)).not.toBeNull();
});

test('revoked and expired sessions are over; nobody revokes a stranger’s', async () => {
  const { email, userId } = await account();
  const stranger = await account();
  const [a, b, c] = (await Promise.all([1, 2, 3].map(() => signInByPassword(email, GOOD_PASSWORD)))).map(
    (answer) => sessionIn(answer) as string,
  ) as [string, string, string];
  expect(await revokeSession(stranger.userId, a, browser())).toBe(false);
  expect(await findViewer(a)).not.toBeNull();
  expect(await revokeSession(userId, a, browser())).toBe(true);
  expect(await revokeSession(userId, a, browser())).toBe(false);
  expect(await findViewer(a)).toBeNull();
  await db.session.update({ where: { id: b }, data: { expiresAt: new Date(Date.now() - 1) } });
  expect(await findViewer(b)).toBeNull();
  const d = sessionIn(await signInByPassword(email, GOOD_PASSWORD)) as string;
  expect(await revokeOtherSessions(userId, d, browser())).toBeGreaterThanOrEqual(1);
  expect(await findViewer(c)).toBeNull();
  expect(await findViewer(d)).not.toBeNull();
});

test('next-auth’s own sign-out ends the session too, so that a copied cookie is worth nothing', async () => {
  const { email } = await account();
  const sessionId = sessionIn(await signInByPassword(email, GOOD_PASSWORD)) as string;
  await callNextAuth(
    {
      method: 'POST',
      path: ['signout'],
      cookies: { [getSessionCookie().name]: writeSessionCookie(sessionId) },
    },
    browser({ sessionId }),
  );
  expect(await findViewer(sessionId)).toBeNull();
});

test('a visit is noted once in five minutes', async () => {
  const { email } = await account();
  const id = sessionIn(await signInByPassword(email, GOOD_PASSWORD)) as string;
  const seen = async () => (await db.session.findUniqueOrThrow({ where: { id } })).lastSeenAt.getTime();
  const fresh = await seen();
  await findViewer(id);
  expect(await seen()).toBe(fresh);
  await db.session.update({ where: { id }, data: { lastSeenAt: new Date(Date.now() - 6 * 60_000) } });
  await findViewer(id);
  expect(await seen()).toBeGreaterThanOrEqual(fresh);
});

test('failed sign-ins are on record, and the first that is refused; what was typed is not', async () => {
  freezeDate();
  const { email, userId } = await account();
  const stranger = browser();
  for (let i = 0; i < 13; i++) await signInByPassword(email, 'not the password', stranger);
  const rows = await db.auditEntry.findMany({
    where: { subjectType: 'user', subjectId: String(userId), action: { startsWith: 'sign_in_' } },
  });
  expect(rows.map(({ action }) => action)).toEqual([
    ...Array.from({ length: 10 }, () => 'sign_in_failed'),
    'sign_in_refused',
  ]);
  expect(rows[0]).toMatchObject({ actorId: null, address: stranger.address });
  const nobody = browser();
  await signInByPassword(newEmail(), 'a password in the wrong field', nobody);
  const [unknown] = await db.auditEntry.findMany({ where: { requestId: nobody.requestId } });
  expect(unknown).toMatchObject({ action: 'sign_in_failed', subjectId: 'unknown' });
  expect(JSON.stringify(unknown?.after)).not.toContain('wrong field');
});

test('a session that nobody used for thirty days is over, an admin’s after twelve hours', async () => {
  const { email, userId } = await account();
  const id = sessionIn(await signInByPassword(email, GOOD_PASSWORD)) as string;
  const unusedFor = (hours: number) =>
    db.session.update({ where: { id }, data: { lastSeenAt: new Date(Date.now() - hours * 3_600_000) } });
  await unusedFor(30 * 24 + 1);
  expect(await findViewer(id)).toBeNull();
  await unusedFor(30 * 24 - 1);
  expect(await findViewer(id)).not.toBeNull();
  await db.user.update({ where: { id: userId }, data: { role: 'admin', adminRole: 'support' } });
  await unusedFor(13);
  expect(await findViewer(id)).toBeNull();
  await unusedFor(11);
  expect(await findViewer(id)).not.toBeNull();
});
