import { globSync } from 'node:fs';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import { beforeAll, expect, test, vi } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { loadActions, ROOT } from '../access/find-actions';
import { answerOf } from '../access/request';
import { ADMIN_ACTS, ADMIN_LOOKS, OTHER_ACTS, OTHER_LOOKS } from './acts';
import { ADMIN_ROUTE_LOOKS, ADMIN_ROUTES } from './routes';
import { fingerprint, makeAdmin, without } from './world';

vi.mock('next/headers', async () => (await import('../access/request')).nextHeaders());
vi.mock('next/cache', async () => (await import('../access/request')).nextCache());
vi.mock('next-intl/server', async () => (await import('../access/request')).nextIntl());
// Mails go out after the answer, for which there is no place here.
vi.mock('@/lib/entry/session/deliver-soon', () => ({ deliverSoon: () => {} }));
vi.hoisted(() => {
  process.env.TRUSTED_PROXIES = '1';
});

const ADDRESS = '203.0.113.77';
const actions = await loadActions();
const byName = new Map([...actions].map(([key, action]) => [key.split(' ')[1] ?? '', action]));
const namesIn = (test: (file: string) => boolean) =>
  [...actions.keys()].filter((key) => test(key)).map((key) => key.split(' ')[1] ?? '');
const isAdmin = (file: string) => file.startsWith('app/(admin)/');

beforeAll(async () => {
  await runMigrations({ connectionString: process.env.DATABASE_URL });
  // The fault: no row of a request with this mark can be written.
  await pool.query(`
    CREATE FUNCTION fail_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION
      'the audit log is full'; END $$;
    CREATE TRIGGER fail_audit BEFORE INSERT ON audit_log FOR EACH ROW
      WHEN (NEW.request_id LIKE 'fault-%') EXECUTE FUNCTION fail_audit()`);
});

const headersOf = (requestId: string) => ({
  'x-request-id': requestId,
  'x-forwarded-for': ADDRESS,
  'sec-fetch-site': 'same-origin',
});
const rowsOf = (requestId: string) =>
  db.auditEntry.findMany({ where: { requestId }, orderBy: { id: 'asc' } });

async function answerTo(
  cookie: string | null,
  name: string,
  call: () => Promise<{ ok: boolean; code?: string }>,
) {
  try {
    return await answerOf(cookie, call, headersOf(name));
  } catch {
    return 'thrown';
  }
}

test('every action and route of the back office is in the table; others too, or why not', () => {
  const listed = (acts: object, looks: string[]) => [...Object.keys(acts), ...looks].sort();
  expect(listed(ADMIN_ACTS, ADMIN_LOOKS)).toEqual(namesIn(isAdmin).sort());
  expect(listed(OTHER_ACTS, OTHER_LOOKS)).toEqual(namesIn((file) => !isAdmin(file)).sort());
  const base = 'app/(admin)/admin';
  const routes = globSync('**/route.ts', { cwd: join(ROOT, base) }).map((file) =>
    file.replace('/route.ts', ''),
  );
  expect(listed(ADMIN_ROUTES, ADMIN_ROUTE_LOOKS)).toEqual(routes.sort());
});

test.each(Object.entries({ ...ADMIN_ACTS, ...OTHER_ACTS }))(
  '%s is not done without its audit row, and leaves exactly one',
  async (name, make) => {
    const { cookie, actorId, input, row, redirects = false, beside = [], leaves = [] } = await make();
    const ask = (requestId: string, attempt: number) =>
      answerTo(cookie, requestId, async () => {
        const given: unknown = typeof input === 'function' ? input(attempt) : input;
        return byName.get(name)?.(given) ?? { ok: false, code: 'gone' };
      });

    const before = await fingerprint();
    expect((await ask(`fault-${name}`, 0)) === 'ok').toBe(redirects);
    const between = await fingerprint();
    expect(without(between, leaves)).toEqual(without(before, leaves));

    expect(await ask(`sound-${name}`, 1)).toBe('ok');
    const rows = await rowsOf(`sound-${name}`);
    expect(rows.map(({ action }) => action).sort()).toEqual([row.action, ...beside].sort());
    const { before: was, after: is, ...facts } = row;
    const entry = rows.find(({ action }) => action === row.action);
    expect(entry).toMatchObject({
      ...facts,
      actorId: typeof actorId === 'function' ? await actorId() : actorId,
      address: ADDRESS,
      requestId: `sound-${name}`,
      subjectId: expect.stringMatching(/./),
    });
    expect(entry?.before ?? {}).toMatchObject(was ?? {});
    expect(entry?.after ?? {}).toMatchObject(is ?? {});
    // The row reports something that has changed.
    expect(without(await fingerprint(), ['audit_log'])).not.toEqual(without(between, ['audit_log']));
  },
);

test.each(Object.entries(ADMIN_ROUTES))(
  'the route %s hands nothing over without its audit row',
  async (name, make) => {
    const { cookie, userId: actorId } = await makeAdmin('owner');
    const { call, row, leaves = [] } = await make();
    const ask = (requestId: string) =>
      answerTo(cookie, requestId, async () => {
        const response = await call();
        await response.body?.cancel();
        return { ok: response.ok, code: String(response.status) };
      });

    const before = await fingerprint();
    expect(await ask(`fault-${name}`)).not.toBe('ok');
    expect(without(await fingerprint(), leaves)).toEqual(without(before, leaves));

    expect(await ask(`sound-${name}`)).toBe('ok');
    const { after = {}, ...facts } = row;
    const rows = await rowsOf(`sound-${name}`);
    expect(rows).toMatchObject([{ ...facts, actorId, address: ADDRESS, requestId: `sound-${name}` }]);
    expect(rows[0]?.after ?? {}).toMatchObject(after);
  },
);
