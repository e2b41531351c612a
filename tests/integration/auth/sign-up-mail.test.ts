import { beforeEach, expect, test, vi } from 'vitest';
import { signUpAction } from '@/app/(auth)/actions';
import { db } from '@/lib/core/db';
import { sendMails } from '@/lib/desks/notify/send-mails';
import type { AuthRequest } from '@/lib/rooms/identity/auth-request';
import { findViewer } from '@/lib/rooms/identity/find-viewer';
import * as hashing from '@/lib/rooms/identity/hash-password';
import { getIdentity } from '@/lib/rooms/identity/queries';
import { beginSignUp, signUp } from '@/lib/rooms/identity/sign-up';
import { getSignUpCookie } from '@/lib/rooms/identity/sign-up-proof';
import { freezeDate } from '../../setup/freeze-date';
import {
  browser,
  followLink,
  GOOD_PASSWORD,
  mailedLink,
  newEmail,
  sessionIn,
  signInByPassword,
} from './helpers';

const jar = vi.hoisted(() => new Map<string, string>());
const sent = vi.hoisted(() => ({ headers: {} as Record<string, string> }));
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { name, value: jar.get(name) } : undefined),
    getAll: () => [],
    has: (name: string) => jar.has(name),
    set: (given: string | { name: string; value: string }, value = '') =>
      typeof given === 'string' ? jar.set(given, value) : jar.set(given.name, given.value),
  }),
  headers: async () => new Headers(sent.headers),
}));
// Mails go out after the answer, for which there is no place here.
vi.mock('@/lib/entry/session/deliver-soon', () => ({ deliverSoon: () => {} }));
vi.mock('next/cache', async () => (await import('../access/request')).nextCache());
vi.mock('next-intl/server', async () => (await import('../access/request')).nextIntl());
vi.hoisted(() => {
  process.env.TRUSTED_PROXIES = '1';
});

let serial = 0;
beforeEach(() => {
  jar.clear();
  serial += 1;
  sent.headers = { 'x-forwarded-for': `203.0.113.${serial}`, 'sec-fetch-site': 'same-origin' };
});

/** What the browser gets on sign-up: where it is led, and names and lengths of its cookies. */
async function answerTo(email: string, password = GOOD_PASSWORD) {
  jar.clear();
  let digest = '';
  const result = await signUpAction({ email, password, name: '', next: '/read/x' }).catch((error) => {
    digest = String(error.digest);
    return null;
  });
  const cookies = [...jar].map(([name, value]) => [name, value.length]);
  return { digest, result, cookies };
}

const mailsTo = async (recipient: string) => {
  await sendMails();
  return db.localMail.findMany({ where: { recipient }, orderBy: { id: 'asc' } });
};
const linkIn = ({ text }: { text: string }) => new URL(/https?:\/\/\S+/.exec(text)?.[0] ?? '');
const account = (email: string, password = GOOD_PASSWORD) => ({ email, password, name: null });

async function makeProved() {
  const email = newEmail();
  const { userId } = await signUp(account(email), browser());
  await db.user.update({ where: { id: userId }, data: { emailVerified: new Date() } });
  return { email, userId };
}

/** Somebody signs up by mail; the browser, and what it knows afterwards. */
async function join(email: string, password = GOOD_PASSWORD): Promise<AuthRequest> {
  const { proof } = await beginSignUp(account(email, password), browser());
  return browser({ signUpProof: proof });
}

test('a new and a taken address get the same answer and the same work; nobody is signed in', async () => {
  const taken = await makeProved();
  const hash = vi.spyOn(hashing, 'hashPassword');
  const email = newEmail();
  const answers = [await answerTo(email), await answerTo(taken.email)];
  expect(answers[0]?.digest).toContain(';/sign-in/check-your-mail?next=%2Fread%2Fx;');
  expect(answers[0]?.cookies).toEqual([[getSignUpCookie().name, 43]]);
  expect(answers[1]).toEqual(answers[0]);
  expect(hash).toHaveBeenCalledTimes(2);
  expect(await db.session.count({ where: { user: { email: { in: [email, taken.email] } } } })).toBe(0);
});

test('mail to a new address leads back; to a taken one it says so and offers a new password', async () => {
  const taken = await makeProved();
  const email = newEmail();
  await answerTo(email);
  await answerTo(taken.email, 'copper wren lantern sideways');
  const [welcome, ...others] = await mailsTo(email);
  expect(others).toEqual([]);
  expect(welcome?.subject).toBe('Welcome to Farthing: confirm your address');
  expect(linkIn(welcome as { text: string }).pathname).toBe('/sign-in/link');
  expect(Object.fromEntries(linkIn(welcome as { text: string }).searchParams)).toMatchObject({
    ...{ email, next: '/read/x', new: '1' },
  });
  const [word] = await mailsTo(taken.email);
  expect(word?.subject).toBe('You already have a Farthing account');
  expect(word?.text).toContain('/forgot-password');
  expect(linkIn(word as { text: string }).searchParams.has('new')).toBe(false);
  const entered = await followLink(linkIn(word as { text: string }));
  expect(await findViewer(sessionIn(entered) as string)).toMatchObject({ userId: taken.userId });
  // Nothing about it has changed.
  expect(sessionIn(await signInByPassword(taken.email, GOOD_PASSWORD))).not.toBeNull();
  expect(sessionIn(await signInByPassword(taken.email, 'copper wren lantern sideways'))).toBeNull();
});

test('until the link is opened the password signs nobody in, or it would tell what is new', async () => {
  const email = newEmail();
  const here = await join(email);
  expect(sessionIn(await signInByPassword(email, GOOD_PASSWORD))).toBeNull();
  const { url } = await mailedLink(email, '/', here);
  expect(sessionIn(await followLink(url as URL, here))).not.toBeNull();
  expect(sessionIn(await signInByPassword(email, GOOD_PASSWORD))).not.toBeNull();
});

test('in the browser that signed up the link proves the address and leaves the password', async () => {
  const email = newEmail();
  const here = await join(email);
  const { url } = await mailedLink(email, '/', here);
  const viewer = await findViewer(sessionIn(await followLink(url as URL, here)) as string);
  expect(await getIdentity(viewer?.userId as bigint)).toMatchObject({
    emailVerified: true,
    hasPassword: true,
  });
  const [entry] = await db.auditEntry.findMany({
    where: { action: 'prove_address', actorId: viewer?.userId },
  });
  expect(entry?.after).toEqual({ passwordCleared: false, sessionsEnded: 0 });
});

test.each([
  ['another browser', () => undefined],
  ['a browser with a made-up proof', () => 'A'.repeat(43)],
])('in %s it proves the address and drops the password', async (_where, proof) => {
  const email = newEmail();
  await join(email);
  const there = browser({ signUpProof: proof() });
  const { url } = await mailedLink(email, '/', there);
  const viewer = await findViewer(sessionIn(await followLink(url as URL, there)) as string);
  expect(await getIdentity(viewer?.userId as bigint)).toMatchObject({
    emailVerified: true,
    hasPassword: false,
  });
  expect(sessionIn(await signInByPassword(email, GOOD_PASSWORD))).toBeNull();
});

test('who signed up with another person’s address gains nothing when its owner signs up too', async () => {
  const email = newEmail();
  const stranger = 'velvet anchor mosaic thunder';
  const theirs = await join(email, stranger);
  const mine = await join(email);
  expect(mine.signUpProof).not.toBe(theirs.signUpProof);
  const { url } = await mailedLink(email, '/', mine);
  await followLink(url as URL, mine);
  expect(sessionIn(await signInByPassword(email, stranger))).toBeNull();
  expect(sessionIn(await signInByPassword(email, GOOD_PASSWORD))).not.toBeNull();
  expect(await db.user.count({ where: { email } })).toBe(1);
});

test('nor when they sign up after its owner, whose password then goes as well', async () => {
  const email = newEmail();
  const mine = await join(email);
  const stranger = 'velvet anchor mosaic thunder';
  await join(email, stranger);
  const { url } = await mailedLink(email, '/', mine);
  const viewer = await findViewer(sessionIn(await followLink(url as URL, mine)) as string);
  expect(await getIdentity(viewer?.userId as bigint)).toMatchObject({
    emailVerified: true,
    hasPassword: false,
  });
  expect(sessionIn(await signInByPassword(email, stranger))).toBeNull();
});

test('a proof is worth nothing at an account that has another password', async () => {
  const email = newEmail();
  const { userId } = await signUp(account(email, 'velvet anchor mosaic thunder'), browser());
  const { taken, proof } = await beginSignUp(account(email), browser());
  expect(taken).toBe(true);
  const here = browser({ signUpProof: proof });
  const { url } = await mailedLink(email, '/', here);
  await followLink(url as URL, here);
  expect(await getIdentity(userId)).toMatchObject({ emailVerified: true, hasPassword: false });
});

test('mails to who signs up are limited for new and taken addresses alike, without accounts', async () => {
  freezeDate();
  const taken = await makeProved();
  for (const email of [newEmail(), taken.email]) {
    const answers: string[] = [];
    for (let n = 0; n < 6; n += 1) {
      const { digest, result } = await answerTo(email);
      answers.push(digest ? 'mailed' : String(result && !result.ok && result.code));
    }
    expect(answers).toEqual([...Array(5).fill('mailed'), 'too_many_requests']);
    expect(await mailsTo(email)).toHaveLength(5);
  }
});

test('a weak password costs no mail', async () => {
  const email = newEmail();
  for (let n = 0; n < 7; n += 1)
    expect((await answerTo(email, 'password1234')).result).toMatchObject({ code: 'weak_password' });
  expect((await answerTo(email)).digest).toContain('check-your-mail');
});

test('where no mail can be sent, signing up signs in at once, and a taken address is told', async () => {
  vi.stubEnv('NEXTAUTH_URL', 'http://farthing.example');
  vi.resetModules();
  const { signUpAction: act } = await import('@/app/(auth)/actions');
  const { getSessionCookie } = await import('@/lib/core/session-cookie');
  const email = newEmail();
  sent.headers = { 'x-forwarded-for': '203.0.113.99', 'sec-fetch-site': 'same-origin' };
  const input = { email, password: GOOD_PASSWORD, name: '', next: '/read/x' };
  await expect(act(input)).rejects.toMatchObject({ digest: expect.stringContaining(';/read/x;') });
  expect(jar.has(getSessionCookie().name)).toBe(true);
  expect(await mailsTo(email)).toEqual([]);
  expect(await act(input)).toMatchObject({ ok: false, code: 'email_taken' });
  vi.unstubAllEnvs();
});
