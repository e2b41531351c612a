import { expect, test } from 'vitest';
import { db } from '../../../lib/core/db.ts';
import { emailSchema } from '../../../lib/core/normalise-email.ts';
import { hashPassword, verifyPassword } from '../../../lib/rooms/identity/hash-password.ts';
import { passwordSchema } from '../../../lib/rooms/identity/password-rules.ts';
import { signUp } from '../../../lib/rooms/identity/sign-up.ts';
import { freezeDate } from '../../setup/freeze-date.ts';
import { browser, GOOD_PASSWORD, newEmail } from './helpers.ts';

test('passwords are hashed with argon2id at the recommended cost, each with a salt of its own', async () => {
  const [a, b] = [await hashPassword(GOOD_PASSWORD), await hashPassword(GOOD_PASSWORD)];
  expect(a).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(a).not.toBe(b);
  expect(await verifyPassword(a, GOOD_PASSWORD)).toBe(true);
  expect(await verifyPassword(a, `${GOOD_PASSWORD} `)).toBe(false);
  expect(await verifyPassword(null, GOOD_PASSWORD)).toBe(false);
});

test('a Korean password is the same however the keyboard composes it', async () => {
  const typed = '달빛 주전자와 보라색 단추';
  expect(await verifyPassword(await hashPassword(typed.normalize('NFD')), typed.normalize('NFC'))).toBe(true);
});

test('an account starts unproved, as a reader, with its sign-up on record', async () => {
  const email = newEmail();
  const request = browser();
  const { userId } = await signUp({ email, password: GOOD_PASSWORD, name: null }, request);
  const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
  expect(user).toMatchObject({ email, emailVerified: null, role: 'reader', name: null });
  expect(user.passwordHash).not.toContain(GOOD_PASSWORD);
  expect(await db.auditEntry.count({ where: { action: 'sign_up', actorId: userId } })).toBe(1);
});

test.each(['password12', 'qwertyuiop', 'farthing1234', 'aaaaaaaaaaaa', '1234567890123'])(
  'the password %j is refused as too easy',
  async (password) => {
    const attempt = signUp({ email: newEmail(), password, name: null }, browser());
    await expect(attempt).rejects.toMatchObject({ code: 'weak_password' });
  },
);

test('one’s own address and name make a weak password', async () => {
  const attempt = signUp(
    { email: 'wilhelmina@example.com', password: 'wilhelmina1', name: 'Wilhelmina Ashdown' },
    browser(),
  );
  await expect(attempt).rejects.toMatchObject({ code: 'weak_password' });
});

test('an address has one account, also when two sign up at once', async () => {
  const email = newEmail();
  const results = await Promise.allSettled(
    [1, 2, 3, 4].map(() => signUp({ email, password: GOOD_PASSWORD, name: null }, browser())),
  );
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'email_taken' });
  }
  expect(await db.user.count({ where: { email } })).toBe(1);
});

test('sixty accounts an hour from one address are enough', async () => {
  freezeDate();
  const request = browser();
  const hour = 3_600_000;
  await db.rateLimit.create({
    data: {
      key: `sign-up:address:${request.address}`,
      windowStart: new Date(Math.floor(Date.now() / hour) * hour),
      count: 60,
    },
  });
  const attempt = signUp({ email: newEmail(), password: GOOD_PASSWORD, name: null }, request);
  await expect(attempt).rejects.toMatchObject({ code: 'too_many_requests' });
});

test.each([
  ['  Reader@Example.COM ', 'reader@example.com'],
  ['ｒｅａｄｅｒ@example.com', 'reader@example.com'],
  ['a.b+c@sub.example.co.kr', 'a.b+c@sub.example.co.kr'],
])('the address %j becomes %j', (typed, expected) => {
  expect(emailSchema.parse(typed)).toBe(expected);
});

test.each([
  '',
  'reader',
  'reader@',
  'a@b@c.com',
  'a,b@example.com',
  'x@example.com\nbcc: y@example.com',
  `${'x'.repeat(250)}@example.com`,
])('the address %j is refused', (typed) => {
  expect(emailSchema.safeParse(typed).success).toBe(false);
});

test('passwords have 10 to 200 characters', () => {
  expect(passwordSchema.safeParse('x'.repeat(9)).success).toBe(false);
  expect(passwordSchema.safeParse('x'.repeat(10)).success).toBe(true);
  expect(passwordSchema.safeParse('x'.repeat(200)).success).toBe(true);
  expect(passwordSchema.safeParse('x'.repeat(201)).success).toBe(false);
});
