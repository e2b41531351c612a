import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import { expect, test, vi } from 'vitest';
import { writeNoteAction } from '@/app/(admin)/admin/people/actions';
import { setAdminRoleAction } from '@/app/(admin)/admin/roles/actions';
import { db } from '@/lib/core/db';
import { getAdminViewer, requireAdmin } from '@/lib/entry/session/admin-viewer';
import { MAY } from '@/lib/ground/policy/permissions';
import { createUser } from '@/prisma/factories/create-user';
import { proxy } from '@/proxy';
import { freezeDate } from '../../setup/freeze-date';
import { answerOf, signIn } from '../access/request';

vi.mock('next/headers', async () => (await import('../access/request')).nextHeaders());
vi.mock('next/cache', async () => (await import('../access/request')).nextCache());
vi.mock('next-intl/server', async () => (await import('../access/request')).nextIntl());
vi.hoisted(() => {
  process.env.TRUSTED_PROXIES = '1';
});

const ADDRESS = '203.0.113.9';

async function makePerson(adminRole: 'support' | null = null) {
  const role = adminRole ? { role: 'admin' as const, adminRole } : {};
  const { id } = await createUser(db, { email: `${randomUUID()}@refused.test`, ...role });
  return { id, cookie: await signIn(id) };
}

/** What proxy.ts makes of a request for this page of the back office. */
function headersFor(path: string): Record<string, string> {
  const given = { 'x-farthing-admin-path': '/forged', 'x-forwarded-for': ADDRESS };
  const { headers } = proxy(new NextRequest(`http://localhost:3000${path}`, { headers: given }));
  const told = headers.get('x-middleware-request-x-farthing-admin-path');
  return { ...(told ? { 'x-farthing-admin-path': told } : {}), 'x-forwarded-for': ADDRESS };
}

const askPage = (cookie: string | null, path: string, roles?: Parameters<typeof requireAdmin>[1]) =>
  answerOf(cookie, async () => ({ ok: Boolean(await requireAdmin(path, roles)) }), headersFor(path)).catch(
    (error: { digest?: string }) => error.digest,
  );
const rowsOf = (actorId: bigint) =>
  db.auditEntry.findMany({ where: { actorId, action: 'refuse_access' }, orderBy: { id: 'asc' } });

test('a reader who asks for the back office is in the audit log, once for each thing and hour', async () => {
  freezeDate();
  const reader = await makePerson();
  for (const path of ['/admin/people/7', '/admin/people/7', '/admin/people/8', '/admin/ledger'])
    expect(await askPage(reader.cookie, path)).toContain('404');
  const call = () => writeNoteAction(42);
  expect(await answerOf(reader.cookie, call)).toBe('not_found');
  expect(await answerOf(reader.cookie, call)).toBe('not_found');
  expect((await rowsOf(reader.id)).map(({ subjectType, subjectId }) => [subjectType, subjectId])).toEqual([
    ['page', '/admin/people/7'],
    ['page', '/admin/ledger'],
    ['action', 'write-note'],
  ]);
  expect((await rowsOf(reader.id))[0]).toMatchObject({ address: ADDRESS, after: { adminRole: null } });

  vi.setSystemTime(Date.now() + 3_600_000);
  await askPage(reader.cookie, '/admin/ledger');
  expect(await rowsOf(reader.id)).toHaveLength(4);
});

test('so does an admin whose role may not, and a file that was asked for', async () => {
  const support = await makePerson('support');
  expect(await answerOf(support.cookie, () => setAdminRoleAction(42))).toBe('not_found');
  const file = '/admin/ledger/export/transfers.csv';
  const route = async () => ({ ok: (await getAdminViewer(MAY.exportLedger)) !== null, code: '404' });
  expect(await answerOf(support.cookie, route, headersFor(file))).toBe('404');
  expect((await rowsOf(support.id)).map(({ subjectId, after }) => [subjectId, after])).toEqual([
    ['set-admin-role', { adminRole: 'support' }],
    [file, { adminRole: 'support' }],
  ]);
});

test('what a role may leaves no such row, nor does anybody who is not signed in', async () => {
  const count = () => db.auditEntry.count({ where: { action: 'refuse_access' } });
  const before = await count();
  const support = await makePerson('support');
  expect(await askPage(support.cookie, '/admin/support', MAY.answerSupport)).toBe('ok');
  expect(await answerOf(support.cookie, () => writeNoteAction(42))).toBe('invalid_input');
  expect(await askPage(null, '/admin/people/7')).toBe('ok');
  expect(await answerOf(null, () => writeNoteAction(42))).toBe('signed_out');
  await answerOf(null, async () => ({ ok: (await getAdminViewer()) !== null }));
  expect(await count()).toBe(before);
});

test('one person fills no log, however many addresses they make up', async () => {
  freezeDate();
  const reader = await makePerson();
  for (let n = 0; n < 40; n += 1)
    await askPage(reader.cookie, `/admin/x${'abcdefghij'[n % 10]}/y${'abcdefghij'[Math.floor(n / 10)]}`);
  expect(await rowsOf(reader.id)).toHaveLength(30);
});

test('only pages of the back office are told their address, and nobody can make one up', () => {
  expect(headersFor('/admin/people/7')['x-farthing-admin-path']).toBe('/admin/people/7');
  for (const path of ['/', '/administer', '/read/admin'])
    expect(headersFor(path)).toEqual({ 'x-forwarded-for': ADDRESS });
});
