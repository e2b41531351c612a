import { globSync } from 'node:fs';
import { join } from 'node:path';
import { ROLES, ROUTES, type Row } from './support/access-table.ts';
import { makeAccessWorld } from './support/access-world.ts';
import { expect, test } from './support/test.ts';

const ELSEWHERE = ['to /sign-in', 'to /become-a-creator'];
const APP = join(import.meta.dirname, '../../app');

test('the table has every page and route of the app, and no other', () => {
  const files = globSync(['**/{page,route}.{ts,tsx}', '.well-known/**/route.ts'], { cwd: APP });
  expect(Object.keys(ROUTES).sort()).toEqual(files.sort());
});

test('each page and route answers everyone as the table says, and others’ things as if missing', async () => {
  // Many hundred requests: seconds by themselves, more beside other tests.
  test.slow();
  const { cookies, things } = await makeAccessWorld();
  const rows = Object.entries(ROUTES).flatMap(([file, row]) => [row].flat().map((one) => ({ file, ...one })));
  const wrong: string[] = [];
  const questions = rows.flatMap((row) => ROLES.map((role) => ({ row, role })));
  await inParallel(6, questions, async ({ row, role }) => {
    const path = row.path(things);
    const expected = row.answers[role];
    const answer = await ask(path, cookies[role], row);
    if (answer !== expected) wrong.push(`${role}, ${path}: ${answer} instead of ${expected} (${row.file})`);
    // Anyone who is sent elsewhere is so before anything is looked for.
    if (!row.nowhere || ELSEWHERE.includes(expected)) return;
    const nothing = await ask(row.nowhere, cookies[role], row);
    if (nothing !== 'not found')
      wrong.push(`${role}, ${row.nowhere}: ${nothing} instead of not found (${row.file})`);
  });
  expect(wrong.sort()).toEqual([]);
});

async function inParallel<T>(workers: number, list: T[], run: (one: T) => Promise<void>): Promise<void> {
  const queue = [...list];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await run(next);
  };
  await Promise.all(Array.from({ length: workers }, work));
}

/** What the app answers, in the table's words; a page that says so only after it was begun is told apart. */
async function ask(path: string, cookie: string, how: Pick<Row, 'method' | 'follow'>): Promise<string> {
  const base = process.env.FARTHING_E2E_URL ?? '';
  const stop = new AbortController();
  const response = await fetch(new URL(path, base), {
    method: how.method ?? 'GET',
    redirect: 'manual',
    signal: stop.signal,
    headers: { cookie, origin: new URL(base).origin },
    ...(how.method === 'POST' ? { body: 'not what is wanted' } : {}),
  });
  const location = response.headers.get('location');
  // A stream of events would never end.
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  const text = isStream ? '' : await response.text();
  stop.abort();
  if (location) {
    const { pathname, search } = new URL(location, base);
    if (how.follow && pathname !== '/sign-in') return ask(`${pathname}${search}`, cookie, {});
    return `to ${pathname.replace(/^\/api\/media\/.+/, '/api/media/…')}`;
  }
  if (response.status === 404) return 'not found';
  if (response.status !== 200) return String(response.status);
  const late = /NEXT_(HTTP_ERROR_FALLBACK;\d+|REDIRECT)/.exec(text);
  return late ? `ok, and only then ${late[0]}` : 'ok';
}
