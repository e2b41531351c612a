import { expect, test } from 'vitest';
import { db } from '../../../lib/core/db.ts';
import { sendMails } from '../../../lib/desks/notify/send-mails.ts';
import { changePassword } from '../../../lib/rooms/identity/change-password.ts';
import { findViewer } from '../../../lib/rooms/identity/find-viewer.ts';
import {
  findResetOwner,
  mailPasswordReset,
  resetPassword,
} from '../../../lib/rooms/identity/reset-password.ts';
import { signUp } from '../../../lib/rooms/identity/sign-up.ts';
import type { Viewer } from '../../../lib/rooms/identity/viewer.ts';
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

const OTHER_PASSWORD = 'copper wren over a quiet harbour';

async function signedIn() {
  const email = newEmail();
  await signUp({ email, password: GOOD_PASSWORD, name: null }, browser());
  const here = sessionIn(await signInByPassword(email, GOOD_PASSWORD)) as string;
  const there = sessionIn(await signInByPassword(email, GOOD_PASSWORD)) as string;
  return { email, here: (await findViewer(here)) as Viewer, there };
}

const resetToken = async (email: string) => {
  await mailPasswordReset(email, browser());
  await sendMails();
  const mail = await db.localMail.findFirst({ where: { recipient: email }, orderBy: { id: 'desc' } });
  return new URL(mail?.text.match(/https?:\/\/\S+/)?.[0] ?? 'http://x').searchParams.get('token') ?? '';
};

test('a changed password ends every other session and the old password', async () => {
  const { email, here, there } = await signedIn();
  const change = { currentPassword: GOOD_PASSWORD, password: OTHER_PASSWORD };
  expect(await changePassword(here, change, browser())).toBe(1);
  expect(await findViewer(here.sessionId)).not.toBeNull();
  expect(await findViewer(there)).toBeNull();
  expect(sessionIn(await signInByPassword(email, GOOD_PASSWORD))).toBeNull();
  expect(sessionIn(await signInByPassword(email, OTHER_PASSWORD))).not.toBeNull();
  const entry = await db.auditEntry.findFirst({ where: { action: 'change_password', actorId: here.userId } });
  expect(entry?.after).toEqual({ sessionsEnded: 1 });
});

test('the current password is asked for, and asking is limited', async () => {
  freezeDate();
  const { here, there } = await signedIn();
  const wrong = { currentPassword: 'not the password', password: OTHER_PASSWORD };
  for (let i = 0; i < 10; i++)
    await expect(changePassword(here, wrong, browser())).rejects.toMatchObject({
      code: 'wrong_password',
      fieldErrors: { currentPassword: 'passwordWrong' },
    });
  const right = { currentPassword: GOOD_PASSWORD, password: OTHER_PASSWORD };
  await expect(changePassword(here, right, browser())).rejects.toMatchObject({ code: 'too_many_requests' });
  expect(await findViewer(there)).not.toBeNull();
});

test('of two changes at once, one wins and the other is told', async () => {
  const { here } = await signedIn();
  const results = await Promise.allSettled(
    [OTHER_PASSWORD, 'violet harbour staple teapot'].map((password) =>
      changePassword(here, { currentPassword: GOOD_PASSWORD, password }, browser()),
    ),
  );
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
});

test('who came by link sets a first password without a current one', async () => {
  const email = newEmail();
  const { url } = await mailedLink(email, '/');
  const viewer = (await findViewer(sessionIn(await followLink(url as URL)) as string)) as Viewer;
  await changePassword(viewer, { currentPassword: '', password: OTHER_PASSWORD }, browser());
  expect(sessionIn(await signInByPassword(email, OTHER_PASSWORD))).not.toBeNull();
  const again = changePassword(viewer, { currentPassword: '', password: GOOD_PASSWORD }, browser());
  await expect(again).rejects.toMatchObject({ code: 'wrong_password' });
});

test('a reset link sets a new password once, proves the address and ends every session', async () => {
  const { email, here, there } = await signedIn();
  const token = await resetToken(email);
  expect(await findResetOwner(token)).toMatchObject({ email });
  await expect(resetPassword(token, 'password12', browser())).rejects.toMatchObject({
    code: 'weak_password',
  });
  expect(await resetPassword(token, OTHER_PASSWORD, browser())).toEqual({ email });
  expect(await findResetOwner(token)).toBeNull();
  expect(await resetPassword(token, GOOD_PASSWORD, browser())).toBeNull();
  expect(await findViewer(here.sessionId)).toBeNull();
  expect(await findViewer(there)).toBeNull();
  expect(sessionIn(await signInByPassword(email, OTHER_PASSWORD))).not.toBeNull();
  const user = await db.user.findUniqueOrThrow({ where: { email } });
  expect(user.emailVerified).not.toBeNull();
});

test('a newer reset link ends the older; unknown addresses get no mail', async () => {
  const { email } = await signedIn();
  const older = await resetToken(email);
  const newer = await resetToken(email);
  expect(await findResetOwner(older)).toBeNull();
  expect(await findResetOwner(newer)).not.toBeNull();
  const unknown = newEmail();
  await mailPasswordReset(unknown, browser());
  await sendMails();
  expect(await db.localMail.count({ where: { recipient: unknown } })).toBe(0);
});

test('a confirmation token opens no reset, and nonsense opens nothing', async () => {
  const { email, here } = await signedIn();
  const { mailVerifyAddress } = await import('../../../lib/rooms/identity/verify-address.ts');
  await mailVerifyAddress(here.userId, 'en');
  await sendMails();
  const mail = await db.localMail.findFirstOrThrow({ where: { recipient: email }, orderBy: { id: 'desc' } });
  const token = new URL(mail.text.match(/https?:\/\/\S+/)?.[0] ?? '').searchParams.get('token') ?? '';
  for (const bad of [token, '', 'x'.repeat(200)]) expect(await findResetOwner(bad)).toBeNull();
});
