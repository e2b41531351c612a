import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { writeNoteAction } from '@/app/(admin)/admin/people/actions';
import { db } from '@/lib/core/db';
import { getAdminViewer, requireAdmin, secondFactorIsRequired } from '@/lib/entry/session/admin-viewer';
import { sealSecret } from '@/lib/rooms/identity/second-factor/seal-secret';
import { createUser } from '@/prisma/factories/create-user';
import { answerOf, signIn } from '../access/request';

vi.mock('next/headers', async () => (await import('../access/request')).nextHeaders());
vi.mock('next/cache', async () => (await import('../access/request')).nextCache());
vi.mock('next-intl/server', async () => (await import('../access/request')).nextIntl());
vi.hoisted(() => {
  process.env.ADMIN_SECOND_FACTOR = 'required';
});

const admin = await createUser(db, {
  email: `${randomUUID()}@admin.test`,
  role: 'admin',
  adminRole: 'owner',
});
const cookie = await signIn(admin.id);
const act = () => answerOf(cookie, () => writeNoteAction(42));
const page = () =>
  answerOf(cookie, async () => {
    await requireAdmin('/admin');
    return { ok: true, code: 'shown' };
  });
const route = () =>
  answerOf(cookie, async () => ({ ok: (await getAdminViewer()) !== null, code: 'not_found' }));

test('where it is required, the back office is shut without a second factor and open with one', async () => {
  expect(secondFactorIsRequired()).toBe(true);
  expect([await act(), await route()]).toEqual(['second_factor_needed', 'not_found']);
  const shown = vi.fn();
  await answerOf(cookie, async () => {
    await requireAdmin('/admin');
    shown();
    return { ok: true };
  });
  expect(shown).not.toHaveBeenCalled();

  const sealedSecret = sealSecret(admin.id, 'JBSWY3DPEHPK3PXP');
  await db.secondFactor.create({ data: { userId: admin.id, sealedSecret } });
  expect(await act()).toBe('second_factor_needed');
  await db.secondFactor.update({ where: { userId: admin.id }, data: { confirmedAt: new Date() } });
  expect([await act(), await page(), await route()]).toEqual(['invalid_input', 'ok', 'ok']);
});

test.each([
  { APP_ENV: 'production', required: true },
  { APP_ENV: 'demo', required: false },
  { APP_ENV: 'development', required: false },
  { APP_ENV: 'production', ADMIN_SECOND_FACTOR: 'advised', required: false },
])('$APP_ENV with the setting "$ADMIN_SECOND_FACTOR": required $required', async ({ required, ...given }) => {
  vi.stubEnv('ADMIN_SECOND_FACTOR', '');
  for (const [name, value] of Object.entries(given)) vi.stubEnv(name, value);
  vi.resetModules();
  const fresh = await import('@/lib/entry/session/admin-viewer');
  expect(fresh.secondFactorIsRequired()).toBe(required);
  vi.unstubAllEnvs();
});
