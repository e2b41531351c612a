import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { db } from '@/lib/core/db';
import { listAdminActions } from '@/lib/entry/actions/action';
import type { AdminRole } from '@/lib/generated/prisma/enums';
import { createCreator } from '@/prisma/factories/create-creator';
import { createUser } from '@/prisma/factories/create-user';
import { ACTIONS, type Access, type ActionRole, ROLES } from './action-table';
import { loadActions } from './find-actions';
import { answerOf, signIn } from './request';

vi.mock('next/headers', async () => (await import('./request')).nextHeaders());
vi.mock('next/cache', async () => (await import('./request')).nextCache());
vi.mock('next-intl/server', async () => (await import('./request')).nextIntl());

// No action takes a bare number: anyone who is let in is told so, and nothing is done.
const UNREADABLE = 42;

const actions = await loadActions();
const table = new Map(
  Object.entries(ACTIONS).flatMap(([file, rows]) =>
    Object.entries(rows).map(([name, access]) => [`${file} ${name}`, access] as const),
  ),
);

const email = () => `${randomUUID()}@access.test`;
const makeReader = async () => (await createUser(db, { email: email() })).id;
const makeAdmin = async (adminRole: AdminRole) =>
  (await createUser(db, { email: email(), role: 'admin', adminRole })).id;

const MAKE: Record<ActionRole, () => Promise<bigint | null>> = {
  nobody: async () => null,
  reader: makeReader,
  'other reader': makeReader,
  creator: async () =>
    (await createCreator(db, { handle: randomUUID().slice(0, 8), name: 'A Creator', email: email() })).userId,
  support: () => makeAdmin('support'),
  finance: () => makeAdmin('finance'),
  owner: () => makeAdmin('owner'),
};

function expectedAnswer(access: Access, role: ActionRole, isProved: boolean): string {
  if (access.roles.includes(role)) return access.proof && !isProved ? 'proof_needed' : 'invalid_input';
  return role === 'nobody' ? 'signed_out' : 'not_found';
}

test('the table has every action of the app, and no other', () => {
  expect([...actions.keys()].sort()).toEqual([...table.keys()].sort());
});

test('each admin action has a name of its own, under which it is limited and logged', () => {
  const admins = [...table.keys()].filter((key) => key.startsWith('app/(admin)/'));
  expect(listAdminActions().size).toBe(admins.length);
});

test.each(ROLES.flatMap((role) => [true, false].map((isProved) => ({ role, isProved }))))(
  '$role may do what the table says (proved just now: $isProved)',
  async ({ role, isProved }) => {
    const userId = await MAKE[role]();
    const cookie = userId === null ? null : await signIn(userId, { proved: isProved });
    const answers: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const [key, access] of table) {
      const action = actions.get(key);
      if (!action) continue;
      answers[key] = await answerOf(cookie, () => action(UNREADABLE));
      expected[key] = expectedAnswer(access, role, isProved);
    }
    expect(answers).toEqual(expected);
  },
);
