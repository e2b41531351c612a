import { createCipheriv, createHash, createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { db } from '../../../lib/core/db.ts';
import {
  readSessionCookie,
  renewSessionCookie,
  writeSessionCookie,
} from '../../../lib/core/session-cookie.ts';
import { readUnsubscribeToken } from '../../../lib/desks/notify/unsubscribe-token.ts';
import { findViewer } from '../../../lib/rooms/identity/find-viewer.ts';
import { resealSecrets } from '../../../lib/rooms/identity/second-factor/reseal-secrets.ts';
import { isSealedAnew, openSecret } from '../../../lib/rooms/identity/second-factor/seal-secret.ts';
import { signUp } from '../../../lib/rooms/identity/sign-up.ts';
import { browser, followLink, GOOD_PASSWORD, newEmail, sessionIn } from './helpers.ts';

const BEFORE = 'the secret before this one, long enough as well';

beforeAll(() => {
  // The environment is read on first use: before anything above has asked for it.
  process.env.NEXTAUTH_SECRET_PREVIOUS = BEFORE;
});

// Worked out here once more, as a site with the earlier secret did.
const oldKey = (purpose: string) => Buffer.from(hkdfSync('sha256', BEFORE, '', purpose, 32));
const oldMac = (purpose: string, text: string) =>
  createHmac('sha256', oldKey(purpose)).update(text).digest('base64url');

test('a cookie signed with the secret before still names its session, and is signed again', () => {
  const id = randomUUID();
  const cookie = `${id}.${oldMac('farthing session v1', id)}`;
  expect(readSessionCookie(cookie)).toBe(id);
  expect(renewSessionCookie(cookie)).toBe(writeSessionCookie(id));
  expect(renewSessionCookie(writeSessionCookie(id))).toBeNull();
  expect(readSessionCookie(`${id}.${oldMac('farthing device v1', id)}`)).toBeNull();
  expect(
    readUnsubscribeToken(`42.payout_sent.${oldMac('farthing unsubscribe v1', '42.payout_sent')}`),
  ).toEqual({
    userId: 42n,
    kind: 'payout_sent',
  });
});

test('a second factor sealed with the secret before opens, and is sealed again once', async () => {
  const { userId } = await signUp({ email: newEmail(), password: GOOD_PASSWORD, name: null }, browser());
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', oldKey('farthing second factor'), nonce);
  cipher.setAAD(Buffer.from(String(userId)));
  const text = Buffer.concat([cipher.update('JBSWY3DPEHPK3PXP', 'utf8'), cipher.final()]);
  const sealedSecret = [nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url')).join('.');
  await db.secondFactor.create({ data: { userId, sealedSecret } });
  expect(openSecret(userId, sealedSecret)).toBe('JBSWY3DPEHPK3PXP');
  expect(await resealSecrets()).toBe(1);
  expect(await resealSecrets()).toBe(0);
  const row = await db.secondFactor.findUniqueOrThrow({ where: { userId } });
  expect(isSealedAnew(userId, row.sealedSecret)).toBe(true);
  expect(openSecret(userId, row.sealedSecret)).toBe('JBSWY3DPEHPK3PXP');
});

test('a link mailed with the secret before signs in once', async () => {
  const email = newEmail();
  const token = randomBytes(32).toString('hex');
  const secret = oldKey('farthing next-auth v1').toString('base64url');
  const hashed = createHash('sha256').update(`${token}${secret}`).digest('hex');
  const expires = new Date(Date.now() + 60_000);
  await db.verificationToken.create({ data: { identifier: email, token: hashed, expires } });
  const url = new URL(`http://localhost/?token=${token}&email=${email}`);
  const sessionId = sessionIn(await followLink(url));
  expect(await findViewer(sessionId as string)).toMatchObject({ email });
  expect(sessionIn(await followLink(url))).toBeNull();
});
