import { expect, test, vi } from 'vitest';
import { pool } from '@/lib/core/db';
import { ACTIONS } from './action-table';
import { loadActions } from './find-actions';
import { answerOf } from './request';
import { CALLS, makeThings, NOTHING } from './things';

vi.mock('next/headers', async () => (await import('./request')).nextHeaders());
vi.mock('next/cache', async () => (await import('./request')).nextCache());
vi.mock('next-intl/server', async () => (await import('./request')).nextIntl());

const actions = await loadActions();
const rows = Object.entries(ACTIONS).flatMap(([file, names]) =>
  Object.entries(names).map(([name, { roles }]) => ({ file, name, roles })),
);
// What admins alone may call is about other people's things; what nobody needs to be signed in for is about
// nobody's.
const personal = rows.filter(({ roles }) => roles.includes('creator') && !roles.includes('nobody'));
const calls = personal.flatMap(({ file, name }) => {
  const call = CALLS[name];
  return call ? [{ file, name, ...call }] : [];
});

const TABLES = [
  ...[
    'items',
    'item_bodies',
    'item_drafts',
    'item_versions',
    'item_prices',
    'courses',
    'course_lessons',
    'media',
  ],
  ...[
    'licence_keys',
    'creators',
    'wallets',
    'lots',
    'unlocks',
    'top_ups',
    'transfers',
    'payouts',
    'audit_log',
  ],
];

/** All that an action could have changed, and the sessions that live. */
async function readAll(): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const table of TABLES)
    all[table] = (await pool.query(`SELECT t::text AS row FROM ${table} t ORDER BY 1`)).rows;
  all.sessions = (await pool.query('SELECT id FROM sessions WHERE revoked_at IS NULL ORDER BY 1')).rows;
  return all;
}

const mine = await makeThings();
const theirs = await makeThings();

test('it is known of each action of creators and readers what it acts on', () => {
  expect(Object.keys(CALLS).sort()).toEqual(personal.map(({ name }) => name).sort());
});

test.each(calls)('$name of another’s thing is as of none, and changes nothing', async (call) => {
  const action = actions.get(`${call.file} ${call.name}`);
  if (!action) throw new Error(`${call.name} is gone`);
  const before = await readAll();
  const ask = (things: typeof NOTHING) => answerOf(mine[call.owner], () => action(call.input(things)));
  expect(await ask(NOTHING)).toBe(call.others);
  expect(await ask(theirs.things)).toBe(call.others);
  expect(await readAll()).toEqual(before);
});

test.each(calls)('$name of one’s own is done: the input above is one that could be', async (call) => {
  const action = actions.get(`${call.file} ${call.name}`);
  const own = await makeThings();
  expect(await answerOf(own[call.owner], async () => action?.(call.input(own.things)) ?? { ok: false })).toBe(
    'ok',
  );
});
