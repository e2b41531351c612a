import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { toAdminViewer } from '@/lib/entry/session/admin-viewer';
import { MAY, may } from '@/lib/ground/policy/permissions';
import { requireProof } from '@/lib/rooms/identity/proof';
import { listAdmins, setAdminRole } from '@/lib/rooms/identity/roles';
import type { Viewer } from '@/lib/rooms/identity/viewer';
import { auditOfSubject, mail, makeAdmin, makeCreator, makeReader } from './world';

const owners = () => db.user.count({ where: { adminRole: 'owner' } });

test('each role may what the table says, and nothing more', () => {
  const table = Object.keys(MAY).map((permission) => [
    permission,
    ...(['support', 'finance', 'owner'] as const).map((role) => may(role, permission as keyof typeof MAY)),
  ]);
  expect(table).toEqual([
    ['readPeople', true, true, true],
    ['writeNotes', true, true, true],
    ['endSessions', true, true, true],
    ['adjust', false, true, true],
    ['approve', false, true, true],
    ['giveInBulk', false, true, true],
    ['freeze', false, true, true],
    ['releaseGifts', false, true, true],
    ['readAudit', false, true, true],
    ['refund', true, true, true],
    ['cashOut', false, true, true],
    ['reverseUnlocks', false, true, true],
    ['readDisputes', true, true, true],
    ['answerDisputes', false, true, true],
    ['reconcile', false, true, true],
    ['endOddMoney', false, true, true],
    ['readLedger', true, true, true],
    ['exportLedger', false, true, true],
    ['manageJobs', false, true, true],
    ['answerSupport', true, true, true],
    ['setRoles', false, false, true],
    ['resetSecondFactors', false, false, true],
  ]);
});

test('who is no admin of the role finds nothing, and an old proof is asked for again', () => {
  const viewer: Viewer = {
    userId: 1n,
    sessionId: '',
    email: '',
    name: null,
    timeZone: null,
    role: 'reader',
    adminRole: null,
    hasSecondFactor: false,
    isProved: false,
  };
  expect(() => toAdminViewer(viewer, MAY.readPeople)).toThrow('not_found');
  expect(() => toAdminViewer({ ...viewer, role: 'admin', adminRole: 'support' }, MAY.adjust)).toThrow(
    'not_found',
  );
  expect(toAdminViewer({ ...viewer, role: 'admin', adminRole: 'finance' }, MAY.adjust).adminRole).toBe(
    'finance',
  );
  expect(() => requireProof(viewer)).toThrow('proof_needed');
});

test('a role is given, changed and taken, each time with its audit row', async () => {
  const owner = await makeAdmin('owner');
  const reader = await makeReader();
  await setAdminRole({ email: reader.email }, 'support', owner.act());
  await setAdminRole({ userId: reader.userId }, 'finance', owner.act());
  expect((await listAdmins()).find(({ userId }) => userId === reader.userId)?.adminRole).toBe('finance');
  await setAdminRole({ userId: reader.userId }, null, owner.act());
  const user = await db.user.findUniqueOrThrow({ where: { id: reader.userId } });
  expect(user).toMatchObject({ role: 'reader', adminRole: null });
  const trace = await auditOfSubject('user', reader.userId);
  expect(trace.map(({ actorId, action, before, after }) => ({ actorId, action, before, after }))).toEqual(
    [
      [null, 'support'],
      ['support', 'finance'],
      ['finance', null],
    ].map(([from, to]) => ({
      actorId: owner.userId,
      action: 'set_admin_role',
      before: { adminRole: from },
      after: { adminRole: to },
    })),
  );
  await expect(setAdminRole({ email: mail() }, 'support', owner.act())).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('nobody becomes an admin by an address that they have not proved', async () => {
  const owner = await makeAdmin('owner');
  // Anyone can sign up with a colleague's address and a password of their own.
  const squatter = await db.user.create({ data: { email: mail('colleague') } });
  for (const target of [{ email: squatter.email }, { userId: squatter.id }])
    await expect(setAdminRole(target, 'finance', owner.act())).rejects.toMatchObject({
      code: 'address_not_proved',
    });
  expect(await db.user.findUniqueOrThrow({ where: { id: squatter.id } })).toMatchObject({ adminRole: null });
});

test('a creator who was an admin is a creator again', async () => {
  const owner = await makeAdmin('owner');
  const creator = await makeCreator();
  await setAdminRole({ userId: creator.userId }, 'support', owner.act());
  await setAdminRole({ userId: creator.userId }, null, owner.act());
  expect((await db.user.findUniqueOrThrow({ where: { id: creator.userId } })).role).toBe('creator');
});

test('the last owner stays: one after the other, all at once, and by hand-written SQL', async () => {
  await makeAdmin('owner');
  const all = await db.user.findMany({ where: { adminRole: 'owner' }, select: { id: true } });
  const act = (await makeAdmin('finance')).act();
  const answers = await Promise.allSettled(all.map(({ id }) => setAdminRole({ userId: id }, 'support', act)));
  expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'last_owner' },
  });
  expect(await owners()).toBe(1);
  await expect(
    pool.query(`UPDATE users SET admin_role = 'finance' WHERE admin_role = 'owner'`),
  ).rejects.toThrow('last owner');
  await expect(pool.query(`DELETE FROM users WHERE admin_role = 'owner'`)).rejects.toThrow();
  expect(await owners()).toBe(1);
  // Neither is there an admin without a role nor a role without an admin.
  const reader = await makeReader();
  for (const change of [`role = 'admin'`, `admin_role = 'owner'`])
    await expect(pool.query(`UPDATE users SET ${change} WHERE id = $1`, [reader.userId])).rejects.toThrow(
      'users_admin_role_check',
    );
});

test('a refused change leaves no audit row behind', async () => {
  await pool.query(`UPDATE users SET role = 'reader', admin_role = NULL WHERE admin_role = 'owner' AND id <>
    (SELECT min(id) FROM users WHERE admin_role = 'owner')`);
  const [last] = await db.user.findMany({ where: { adminRole: 'owner' }, select: { id: true } });
  const before = await db.auditEntry.count();
  await expect(
    setAdminRole({ userId: last?.id ?? 0n }, null, (await makeAdmin()).act()),
  ).rejects.toMatchObject({
    code: 'last_owner',
  });
  expect(await db.auditEntry.count()).toBe(before);
});
