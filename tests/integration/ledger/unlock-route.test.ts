import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { POST } from '@/app/api/unlocks/route';
import { pool } from '@/lib/core/db';
import { writeSessionCookie } from '@/lib/core/session-cookie';
import { makeCreator, makeItem, makeReader, makeUser } from './world';

const creator = await makeCreator();

async function signIn(userId: bigint): Promise<string> {
  const id = randomUUID();
  await pool.query(
    `INSERT INTO sessions (id, user_id, expires_at) VALUES ($1, $2, now() + interval '1 hour')`,
    [id, userId],
  );
  return `farthing-session=${writeSessionCookie(id)}`;
}

async function post(body: unknown, cookie?: string, type = 'application/json') {
  const headers = { 'content-type': type, ...(cookie ? { cookie } : {}) };
  const answer = await POST(
    new NextRequest('http://localhost:3000/api/unlocks', {
      method: 'POST',
      headers,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );
  const retryAfter = answer.headers.get('retry-after') ?? undefined;
  return { status: answer.status, retryAfter, body: await answer.json() };
}

test('an unlock over HTTP charges once and tells what is left', async () => {
  const { userId } = await makeReader(10_000n);
  const cookie = await signIn(userId);
  const wanted = { itemId: String(await makeItem(creator, 3_500n)), seenPriceMicros: '3500' };
  const first = await post(wanted, cookie);
  expect(first).toMatchObject({
    status: 200,
    body: { ok: true, data: { priceMicros: '3500', balanceMicros: '6500', charged: true } },
  });
  const again = await post(wanted, cookie);
  expect(again).toEqual({ status: 200, body: { ok: true, data: { ...first.body.data, charged: false } } });
});

test('each refusal has its status and no words from inside', async () => {
  const { userId } = await makeReader(1_000n);
  const cookie = await signIn(userId);
  const itemId = String(await makeItem(creator, 3_500n));
  const seenPriceMicros = '3500';
  expect(await post({ itemId, seenPriceMicros })).toMatchObject({
    status: 401,
    body: { code: 'signed_out' },
  });
  expect(await post({ itemId, seenPriceMicros }, `${cookie.slice(0, -2)}xx`)).toMatchObject({ status: 401 });
  expect(await post({ itemId, seenPriceMicros }, cookie)).toEqual({
    status: 402,
    body: { ok: false, code: 'insufficient_funds', details: { balanceMicros: '1000', priceMicros: '3500' } },
  });
  expect(await post({ itemId, seenPriceMicros: '3499' }, cookie)).toMatchObject({
    status: 409,
    body: { code: 'price_changed' },
  });
  expect(await post({ itemId: '999999999', seenPriceMicros }, cookie)).toMatchObject({ status: 404 });
  const revoked = await signIn(userId);
  await pool.query('UPDATE sessions SET revoked_at = now() WHERE user_id = $1', [userId]);
  expect(await post({ itemId, seenPriceMicros }, revoked)).toMatchObject({ status: 401 });
  expect(await post({ itemId, seenPriceMicros }, await signIn(await makeUser()))).toMatchObject({
    status: 402,
  });
});

test.each([
  ['not JSON', 'itemId=1', 'application/x-www-form-urlencoded'],
  ['broken JSON', '{"itemId":', 'application/json'],
  ['numbers', { itemId: 1, seenPriceMicros: 1 }, 'application/json'],
  ['nothing', {}, 'application/json'],
  ['a negative price', { itemId: '1', seenPriceMicros: '-1' }, 'application/json'],
  ['a fraction', { itemId: '1', seenPriceMicros: '1.5' }, 'application/json'],
  ['a number beyond bigint', { itemId: '9999999999999999999', seenPriceMicros: '1' }, 'application/json'],
])('%s is refused as invalid', async (_name, body, type) => {
  const cookie = await signIn((await makeReader(1_000n)).userId);
  expect(await post(body, cookie, type)).toMatchObject({
    status: 400,
    body: { ok: false, code: 'invalid_input' },
  });
});

test('a session that still owes its second factor spends nothing', async () => {
  const { userId } = await makeReader(10_000n);
  const cookie = await signIn(userId);
  const wanted = { itemId: String(await makeItem(creator, 3_500n)), seenPriceMicros: '3500' };
  await pool.query('UPDATE sessions SET awaits_second_factor = true WHERE user_id = $1', [userId]);
  expect(await post(wanted, cookie)).toMatchObject({ status: 401, body: { code: 'signed_out' } });
});

test('a session look-up that loses its connection is busy, no fault; the repeat succeeds', async () => {
  const { userId } = await makeReader(10_000n);
  const cookie = await signIn(userId);
  const itemId = String(await makeItem(creator, 3_500n));
  const client = await pool.connect();
  await client.query('BEGIN');
  await client.query('LOCK TABLE sessions');
  const waiting = post({ itemId, seenPriceMicros: '3500' }, cookie);
  await expect
    .poll(async () => {
      const { rows } = await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'
          AND datname = current_database()`,
      );
      return rows.length;
    })
    .toBe(1);
  expect(await waiting).toMatchObject({
    status: 503,
    retryAfter: '2',
    body: { ok: false, code: 'busy' },
  });
  await client.query('ROLLBACK');
  client.release();
  expect(await post({ itemId, seenPriceMicros: '3500' }, cookie)).toMatchObject({ status: 200 });
});
