import { expect, test } from 'vitest';
import { db } from '../../../lib/core/db.ts';
import { sendMails } from '../../../lib/desks/notify/send-mails.ts';
import { createAdapter } from '../../../lib/rooms/identity/adapter.ts';
import { findViewer } from '../../../lib/rooms/identity/find-viewer.ts';
import { getIdentity } from '../../../lib/rooms/identity/queries.ts';
import { signUp } from '../../../lib/rooms/identity/sign-up.ts';
import { mailVerifyAddress, verifyAddress } from '../../../lib/rooms/identity/verify-address.ts';
import type { Viewer } from '../../../lib/rooms/identity/viewer.ts';
import {
  browser,
  followLink,
  GOOD_PASSWORD,
  mailedLink,
  newEmail,
  sessionIn,
  signInByPassword,
} from './helpers.ts';

/** Somebody signs up with another person's address, signs in, links a provider of their own, and waits. */
async function hijacker() {
  const email = newEmail();
  const { userId } = await signUp({ email, password: GOOD_PASSWORD, name: null }, browser());
  const sessionId = sessionIn(await signInByPassword(email, GOOD_PASSWORD)) as string;
  const linkAccount = createAdapter(browser({ sessionId }), userId).linkAccount;
  await linkAccount?.({
    userId: String(userId),
    type: 'oauth',
    provider: 'github',
    providerAccountId: `hijacker-${userId}`,
  });
  return { email, userId, sessionId };
}

async function expectLockedOut({ email, userId, sessionId }: Awaited<ReturnType<typeof hijacker>>) {
  expect(await findViewer(sessionId)).toBeNull();
  expect(sessionIn(await signInByPassword(email, GOOD_PASSWORD))).toBeNull();
  const stillLinked = { userId, providerAccountId: `hijacker-${userId}` };
  expect(await db.oauthAccount.count({ where: stillLinked })).toBe(0);
  expect(await getIdentity(userId)).toMatchObject({ emailVerified: true, hasPassword: false });
}

test('the owner’s first link ends the password, sessions and links that a stranger set up', async () => {
  const stranger = await hijacker();
  const { url } = await mailedLink(stranger.email, '/');
  const entered = await followLink(url as URL);
  expect(await findViewer(sessionIn(entered) as string)).toMatchObject({ userId: stranger.userId });
  await expectLockedOut(stranger);
  const entry = await db.auditEntry.findFirst({
    where: { action: 'prove_address', actorId: stranger.userId },
  });
  expect(entry?.after).toEqual({ passwordCleared: true, sessionsEnded: 1 });
});

test('so does the owner’s first sign-in through a provider that vouches for the address', async () => {
  const stranger = await hijacker();
  // As next-auth does once the sign-in callback has let the provider's address pass.
  const adapter = createAdapter(browser(), null);
  const found = await adapter.getUserByEmail?.(stranger.email);
  const link = { type: 'oauth', provider: 'google', providerAccountId: `owner-${stranger.userId}` };
  await adapter.linkAccount?.({ ...link, type: 'oauth', userId: found?.id as string });
  await expectLockedOut(stranger);
  expect((await getIdentity(stranger.userId)).providers).toEqual(['google']);
  expect(await adapter.getUserByAccount?.(link)).toMatchObject({ id: String(stranger.userId) });
});

test('a later link leaves a proved account as it is', async () => {
  const email = newEmail();
  const { userId } = await signUp({ email, password: GOOD_PASSWORD, name: null }, browser());
  await db.user.update({ where: { id: userId }, data: { emailVerified: new Date() } });
  const sessionId = sessionIn(await signInByPassword(email, GOOD_PASSWORD)) as string;
  const { url } = await mailedLink(email, '/');
  await followLink(url as URL);
  expect(await findViewer(sessionId)).not.toBeNull();
  expect(sessionIn(await signInByPassword(email, GOOD_PASSWORD))).not.toBeNull();
});

test('the confirmation link counts for the account it was made for, in its own session, once', async () => {
  const email = newEmail();
  const { userId } = await signUp({ email, password: GOOD_PASSWORD, name: null }, browser());
  const viewer: Viewer = {
    userId,
    sessionId: '',
    email,
    name: null,
    timeZone: null,
    role: 'reader',
    adminRole: null,
    hasSecondFactor: false,
    isProved: true,
  };
  const other = await signUp({ email: newEmail(), password: GOOD_PASSWORD, name: null }, browser());
  const token = async () => {
    await mailVerifyAddress(userId, 'en');
    await sendMails();
    const mail = await db.localMail.findFirstOrThrow({
      where: { recipient: email },
      orderBy: { id: 'desc' },
    });
    return new URL(mail.text.match(/https?:\/\/\S+/)?.[0] ?? '').searchParams.get('token') ?? '';
  };
  const wrong = { ...viewer, userId: other.userId };
  expect(await verifyAddress(wrong, await token(), browser())).toBe(false);
  expect((await getIdentity(userId)).emailVerified).toBe(false);
  const good = await token();
  expect(await verifyAddress(viewer, good, browser())).toBe(true);
  expect(await verifyAddress(viewer, good, browser())).toBe(false);
  expect(await getIdentity(userId)).toMatchObject({ emailVerified: true, hasPassword: true });
});
