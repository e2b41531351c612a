import { expect, test } from 'vitest';
import { db } from '../../../lib/core/db.ts';
import { sweepOldRows } from '../../../lib/entry/jobs/sweep-old-rows.ts';
import { issueToken } from '../../../lib/rooms/identity/mail-tokens.ts';
import { signUp } from '../../../lib/rooms/identity/sign-up.ts';
import { browser, GOOD_PASSWORD, newEmail, sessionIn, signInByPassword } from './helpers.ts';

test('the sweep takes what is over and leaves what still counts', async () => {
  const email = newEmail();
  const { userId } = await signUp({ email, password: GOOD_PASSWORD, name: null }, browser());
  const live = sessionIn(await signInByPassword(email, GOOD_PASSWORD)) as string;
  const old = sessionIn(await signInByPassword(email, GOOD_PASSWORD)) as string;
  await db.session.update({ where: { id: old }, data: { revokedAt: new Date('2020-01-01') } });
  await issueToken(db, 'verify-address', userId, 60);
  await issueToken(db, 'reset-password', userId, -1);
  await db.rateLimit.create({ data: { key: 'past', windowStart: new Date('2020-01-01'), count: 1 } });
  expect(await sweepOldRows()).toMatchObject({ rateLimits: 1, sessions: 1, links: 1 });
  expect(await db.session.findMany({ select: { id: true } })).toEqual([{ id: live }]);
  expect(await db.verificationToken.count()).toBe(1);
  expect(await db.rateLimit.count({ where: { key: { startsWith: `sign-in:pair:${email}` } } })).toBe(2);
});
