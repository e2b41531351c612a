import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { makeUser } from '../ledger/world';
import { answerOf, signIn } from './request';

vi.mock('next/headers', async () => (await import('./request')).nextHeaders());
vi.mock('next-intl/server', async () => (await import('./request')).nextIntl());

const { adminRoute, creatorRoute, download, missing, publicRoute, readerRoute, readJson } = await import(
  '@/lib/entry/routes'
);
const { DomainError } = await import('@/lib/core/errors');

const URL = 'http://localhost:3000/somewhere';
const ask = (query = '', init: RequestInit = {}) => new Request(`${URL}${query}`, init);
const fine = () => Response.json({ done: true });

/** The route's answer to whom this cookie signs in. */
async function answer(cookie: string | null, call: () => Promise<Response>): Promise<Response> {
  let given: Response | undefined;
  await answerOf(cookie, async () => {
    given = await call();
    return { ok: true };
  });
  if (!given) throw new Error('led elsewhere');
  return given;
}

const reader = await signIn(await makeUser());

test.each([
  ['status', undefined, ''],
  ['words', 'text/plain; charset=utf-8', 'price_changed'],
  ['code', 'application/json', '{"ok":false,"code":"price_changed","details":{"priceMicros":"7"}}'],
  ['message', 'application/json', '{"ok":false,"code":"price_changed","message":"price_changed"}'],
] as const)('a refusal as %s', async (refusal, type, body) => {
  const route = publicRoute({ name: 'test', refusal }, () => {
    throw new DomainError('price_changed', { details: { priceMicros: '7' } });
  });
  const given = await route(ask());
  expect(given.status).toBe(409);
  expect(given.headers.get('content-type') ?? undefined).toBe(type);
  expect(given.headers.get('cache-control')).toBe('private, no-store');
  expect(await given.text()).toBe(body);
});

test('a fault of ours is 500, and says nothing of itself', async () => {
  const route = publicRoute({ name: 'test', refusal: 'message' }, () => {
    throw new Error('the secret');
  });
  const given = await route(ask());
  expect([given.status, await given.text()]).toEqual([500, expect.not.stringContaining('secret')]);
});

test('a path that cannot be is not found, a query that cannot be is invalid', async () => {
  const route = publicRoute(
    { name: 'test', params: z.object({ id: z.literal('1') }), query: z.object({ part: z.enum(['a', 'b']) }) },
    ({ params, query }) => Response.json([params.id, query.part]),
  );
  const to = async (id: string, query: string) =>
    (await route(ask(query), { params: Promise.resolve({ id }) })).status;
  expect([await to('1', '?part=b'), await to('2', '?part=b'), await to('1', '?part=c')]).toEqual([
    200, 404, 400,
  ]);
});

test('a body that is not JSON by its type is invalid', async () => {
  const route = publicRoute({ name: 'test' }, async ({ request }) =>
    Response.json(await readJson(request, z.object({ a: z.number() }))),
  );
  const to = async (body: string, type: string) =>
    (await route(ask('', { method: 'POST', body, headers: { 'content-type': type } }))).status;
  expect(await to('{"a":1}', 'application/json')).toBe(200);
  for (const [body, type] of [
    ['{"a":1}', 'text/plain'],
    ['{"a":', 'application/json'],
    ['{}', 'application/json'],
  ])
    expect(await to(body ?? '', type ?? ''), body).toBe(400);
});

test('a stranger is signed out, finds nothing, or is led to sign in and back', async () => {
  const run = async (nobody?: 'not_found' | 'here') =>
    readerRoute({ name: 'test', nobody }, fine)(ask('?a=1'));
  expect((await answer(null, () => run())).status).toBe(401);
  expect((await answer(null, () => run('not_found'))).status).toBe(404);
  await expect(run('here')).rejects.toMatchObject({
    digest: expect.stringContaining('/sign-in?next=%2Fsomewhere;'),
  });
  expect((await answer(reader, () => run())).status).toBe(200);
});

test('what is a creator’s or an admin’s is not there for a reader', async () => {
  expect((await answer(reader, () => creatorRoute({ name: 'test' }, fine)(ask()))).status).toBe(404);
  expect(
    (await answer(reader, () => adminRoute({ name: 'test', roles: ['owner'] }, fine)(ask()))).status,
  ).toBe(404);
});

test('the limit is each person’s, or each address’s, and the answer says when to ask again', async () => {
  const limit = { most: 2, seconds: 60 };
  const forReaders = readerRoute({ name: 'limited', limit }, fine);
  const statuses = async (call: () => Promise<Response>) =>
    [await call(), await call(), await call()].map((one) => one.status);
  expect(await statuses(() => answer(reader, () => forReaders(ask())))).toEqual([200, 200, 429]);
  const other = await signIn(await makeUser());
  expect((await answer(other, () => forReaders(ask()))).status).toBe(200);

  const forAll = publicRoute({ name: 'limited', limit }, fine);
  const from = (peer: string) => forAll(ask('', { headers: { 'x-farthing-peer': peer } }));
  expect(await statuses(() => from('192.0.2.1'))).toEqual([200, 200, 429]);
  expect((await from('192.0.2.2')).status).toBe(200);
  expect((await from('192.0.2.1')).headers.get('retry-after')).toBe('60');
});

test('what only our pages may ask is not there for another site', async () => {
  const route = publicRoute({ name: 'test', ours: true }, fine);
  const from = async (headers: HeadersInit) => (await route(ask('', { method: 'POST', headers }))).status;
  expect(await from({ origin: 'http://localhost:3000' })).toBe(200);
  expect(await from({ 'sec-fetch-site': 'same-origin' })).toBe(200);
  expect(await from({ origin: 'https://evil.example' })).toBe(404);
  expect(await from({ 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' })).toBe(404);
  expect(await from({})).toBe(404);
});

test('a download has its name twice, is kept by nobody, and is not guessed at', async () => {
  const given = download({ name: '내역.csv', plainName: 'statement.csv', type: 'text/csv', body: 'a' });
  const name = encodeURIComponent('내역.csv');
  expect(Object.fromEntries(given.headers)).toEqual({
    'cache-control': 'private, no-store',
    'content-disposition': `attachment; filename=statement.csv; filename*=UTF-8''${name}`,
    'content-type': 'text/csv; charset=utf-8',
    'x-content-type-options': 'nosniff',
  });
  const odd = download({ name: 'a"\r\nx: y/../b.pdf', type: 'application/pdf', body: 'a', inline: true });
  expect(odd.headers.get('content-disposition')).toMatch(/^inline; filename=/);
  expect(odd.headers.get('content-type')).toBe('application/pdf');
  expect([...odd.headers.keys()]).not.toContain('x');
});

test('what is missing is not found', async () => {
  expect((await publicRoute({ name: 'test' }, () => missing())(ask())).status).toBe(404);
});
