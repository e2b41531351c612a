import { randomUUID } from 'node:crypto';
import { generateSync } from 'otplib';
import { expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { resetSecondFactor } from '@/lib/desks/backoffice/reset-second-factor';
import { composeSecondFactorReset } from '@/lib/desks/notify/letters/identity';
import { sendMails } from '@/lib/desks/notify/send-mails';
import { findViewer } from '@/lib/rooms/identity/find-viewer';
import { hashPassword } from '@/lib/rooms/identity/hash-password';
import { proveAddress } from '@/lib/rooms/identity/prove-address';
import { proveAgain } from '@/lib/rooms/identity/prove-again';
import { finishSignIn } from '@/lib/rooms/identity/second-factor/finish-sign-in';
import { openSecret, sealSecret } from '@/lib/rooms/identity/second-factor/seal-secret';
import {
  beginSecondFactor,
  confirmSecondFactor,
  renewRecoveryCodes,
  turnOffSecondFactor,
} from '@/lib/rooms/identity/second-factor/set-up';
import { takeCode } from '@/lib/rooms/identity/second-factor/take-code';
import type { Viewer } from '@/lib/rooms/identity/viewer';
import {
  browser,
  followLink,
  GOOD_PASSWORD,
  mailedLink,
  newEmail,
  sessionIn,
  signInByPassword,
} from '../auth/helpers';

const passwordHash = await hashPassword(GOOD_PASSWORD);

async function account() {
  const email = newEmail();
  const { id } = await db.user.create({ data: { email, passwordHash, emailVerified: new Date() } });
  return { email, userId: id };
}

async function signedIn() {
  const { email, userId } = await account();
  const sessionId = sessionIn(await signInByPassword(email, GOOD_PASSWORD)) as string;
  return { email, userId, viewer: (await findViewer(sessionId)) as Viewer };
}

/** The code of this step, or of the next: both are taken, also if a step ends in between. */
const codeOf = (secret: string, ahead = 0) =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * ahead });

/** With the second factor on; the code of this step was taken. */
async function guarded() {
  const person = await signedIn();
  const { secret } = await beginSecondFactor(person.viewer);
  const recovery = await confirmSecondFactor(person.viewer, codeOf(secret), browser());
  return { ...person, secret, recovery };
}

test('it is on once a code was confirmed, and then a password alone signs nobody in', async () => {
  const { viewer, email, userId } = await signedIn();
  // Anyone who knew the password may have begun before, and keeps a secret that is worth nothing.
  const earlier = await beginSecondFactor(viewer);
  const { secret, path, size } = await beginSecondFactor(viewer);
  expect(path.startsWith('M') && size > 20).toBe(true);
  expect(earlier.secret).not.toBe(secret);
  await expect(confirmSecondFactor(viewer, codeOf(earlier.secret), browser())).rejects.toMatchObject({
    code: 'wrong_code',
  });
  // Not confirmed: nothing is asked for.
  expect(await findViewer(sessionIn(await signInByPassword(email, GOOD_PASSWORD)) as string)).not.toBeNull();

  await expect(confirmSecondFactor(viewer, '000000', browser())).rejects.toMatchObject({
    code: 'wrong_code',
  });
  expect(await confirmSecondFactor(viewer, codeOf(secret), browser())).toHaveLength(10);
  await expect(beginSecondFactor(viewer)).rejects.toMatchObject({ code: 'not_found' });

  const half = sessionIn(await signInByPassword(email, GOOD_PASSWORD)) as string;
  expect(await findViewer(half)).toBeNull();
  await finishSignIn(codeOf(secret, 1), browser({ sessionId: half }));
  expect(await findViewer(half)).toMatchObject({ userId, isProved: true });
  const acts = await db.auditEntry.findMany({ where: { actorId: userId }, select: { action: true } });
  expect(acts.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['turn_on_second_factor', 'pass_second_factor']),
  );
});

test('turning it on ends every other session: they were begun with a password alone', async () => {
  const { viewer, email } = await signedIn();
  const other = sessionIn(await signInByPassword(email, GOOD_PASSWORD)) as string;
  const { secret } = await beginSecondFactor(viewer);
  await confirmSecondFactor(viewer, codeOf(secret), browser());
  expect(await findViewer(other)).toBeNull();
  expect(await findViewer(viewer.sessionId)).not.toBeNull();
});

test('an owner takes a lost one off another admin and ends the sessions; not off themselves', async () => {
  const lost = await guarded();
  const owner = await account();
  const act = { actorId: owner.userId, address: 'direct', requestId: randomUUID() };
  const half = sessionIn(await signInByPassword(lost.email, GOOD_PASSWORD)) as string;
  await expect(resetSecondFactor(lost.userId, act)).rejects.toMatchObject({ code: 'not_found' });
  await db.user.update({ where: { id: lost.userId }, data: { role: 'admin', adminRole: 'finance' } });
  const own = { ...act, actorId: lost.userId };
  await expect(resetSecondFactor(lost.userId, own)).rejects.toMatchObject({ code: 'own_account' });
  expect(await findViewer(lost.viewer.sessionId)).toMatchObject({ hasSecondFactor: true });

  expect(await resetSecondFactor(lost.userId, act)).toEqual({ email: lost.email });
  await sendMails();
  const mails = await db.localMail.findMany({ where: { recipient: lost.email } });
  expect(mails.map(({ subject }) => subject)).toEqual([composeSecondFactorReset('en').subject]);
  expect(await findViewer(lost.viewer.sessionId)).toBeNull();
  await expect(finishSignIn(codeOf(lost.secret, 1), browser({ sessionId: half }))).rejects.toMatchObject({
    code: 'signed_out',
  });
  expect(await db.recoveryCode.count({ where: { userId: lost.userId } })).toBe(0);
  const fresh = sessionIn(await signInByPassword(lost.email, GOOD_PASSWORD)) as string;
  expect(await findViewer(fresh)).toMatchObject({ hasSecondFactor: false });
  await expect(resetSecondFactor(lost.userId, act)).rejects.toMatchObject({ code: 'not_found' });
});

test('the mail about it says what was done, in the language of the person', () => {
  expect(composeSecondFactorReset('en').text).toContain('/settings#second-factor');
  expect(composeSecondFactorReset('ko').subject).toContain('2단계 인증');
});

test('a mailed link asks for the code too', async () => {
  const { email, secret } = await guarded();
  const { url } = await mailedLink(email, '/');
  const half = sessionIn(await followLink(url as URL)) as string;
  expect(await findViewer(half)).toBeNull();
  await finishSignIn(codeOf(secret, 1), browser({ sessionId: half }));
  expect(await findViewer(half)).not.toBeNull();
});

test('a code works once, also for two who bring it at once, and an older one no more', async () => {
  const { userId, secret } = await guarded();
  const code = codeOf(secret, 1);
  const answers = await Promise.allSettled([
    takeCode(userId, code, null),
    takeCode(userId, code, null),
    takeCode(userId, code, null),
  ]);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(takeCode(userId, codeOf(secret), null)).rejects.toMatchObject({ code: 'wrong_code' });
});

test('five wrong codes, and even the right one has to wait', async () => {
  const { userId, secret } = await guarded();
  for (let n = 0; n < 5; n += 1)
    await expect(takeCode(userId, 'abc', null)).rejects.toMatchObject({ code: 'wrong_code' });
  await expect(takeCode(userId, codeOf(secret, 1), null)).rejects.toMatchObject({
    code: 'too_many_requests',
  });
});

test('a recovery code works once, however it is written, and only for its owner', async () => {
  const { userId, recovery, viewer } = await guarded();
  const other = await guarded();
  const [first = '', second = ''] = recovery;
  await expect(takeCode(other.userId, first, null)).rejects.toMatchObject({ code: 'wrong_code' });
  expect(await takeCode(userId, first.toUpperCase().replaceAll('-', ' '), null)).toBe('recovery_code');
  await expect(takeCode(userId, first, null)).rejects.toMatchObject({ code: 'wrong_code' });
  await renewRecoveryCodes(viewer, browser());
  await expect(takeCode(userId, second, null)).rejects.toMatchObject({ code: 'wrong_code' });
});

test('a session that waits for its code is worth nothing, and someone else cannot finish it', async () => {
  const { email } = await guarded();
  const other = await guarded();
  const half = sessionIn(await signInByPassword(email, GOOD_PASSWORD)) as string;
  const request = browser({ sessionId: half });
  await expect(finishSignIn(codeOf(other.secret), request)).rejects.toMatchObject({ code: 'wrong_code' });
  await expect(finishSignIn('123456', browser())).rejects.toMatchObject({ code: 'signed_out' });
  await db.session.update({ where: { id: half }, data: { expiresAt: new Date(Date.now() - 1) } });
  await expect(finishSignIn('123456', request)).rejects.toMatchObject({ code: 'signed_out' });
});

test('the secret is sealed for its person and under the key of this installation', async () => {
  const { userId, secret } = await guarded();
  const { sealedSecret } = await db.secondFactor.findUniqueOrThrow({ where: { userId } });
  expect(sealedSecret).not.toContain(secret);
  expect(openSecret(userId, sealedSecret)).toBe(secret);
  expect(openSecret(userId + 1n, sealedSecret)).toBeNull();
  expect(openSecret(userId, `${sealedSecret.slice(0, -2)}AA`)).toBeNull();
  expect(sealSecret(userId, secret)).not.toBe(sealedSecret);
  const codes = await db.recoveryCode.findMany({ where: { userId } });
  expect(codes.every(({ codeHash }) => /^[0-9a-f]{64}$/.test(codeHash))).toBe(true);
});

test('proof lasts ten minutes, and is renewed by what the person has', async () => {
  const { viewer } = await signedIn();
  const age = (minutes: number) =>
    db.$executeRaw`UPDATE sessions SET proved_at = now() - make_interval(mins => ${minutes})
      WHERE id = ${viewer.sessionId}::uuid`;
  const now = async () => (await findViewer(viewer.sessionId)) as Viewer;
  await age(9);
  expect((await now()).isProved).toBe(true);
  await age(11);
  expect((await now()).isProved).toBe(false);
  await expect(beginSecondFactor(await now())).rejects.toMatchObject({ code: 'proof_needed' });
  await expect(turnOffSecondFactor(await now(), browser())).rejects.toMatchObject({ code: 'proof_needed' });
  await expect(proveAgain(viewer, 'wrong', browser())).rejects.toMatchObject({ code: 'wrong_password' });
  expect((await now()).isProved).toBe(false);
  await proveAgain(viewer, GOOD_PASSWORD, browser());
  expect((await now()).isProved).toBe(true);

  // With a second factor on, the password is no longer enough.
  const strong = await guarded();
  await expect(proveAgain(strong.viewer, GOOD_PASSWORD, browser())).rejects.toMatchObject({
    code: 'wrong_code',
  });
  await proveAgain(strong.viewer, codeOf(strong.secret, 1), browser());
});

test('anyone who has neither a password nor a second factor signs in again', async () => {
  const { viewer, userId } = await signedIn();
  await db.user.update({ where: { id: userId }, data: { passwordHash: null } });
  await expect(proveAgain(viewer, 'x', browser())).rejects.toMatchObject({ code: 'proof_impossible' });
});

test('the first proof of an address takes a stranger’s second factor away', async () => {
  const { userId } = await guarded();
  await db.user.update({ where: { id: userId }, data: { emailVerified: null } });
  await db.$transaction((tx) => proveAddress(tx, userId, { address: 'direct', requestId: randomUUID() }));
  expect(await db.secondFactor.count({ where: { userId } })).toBe(0);
  expect(await db.recoveryCode.count({ where: { userId } })).toBe(0);
});
