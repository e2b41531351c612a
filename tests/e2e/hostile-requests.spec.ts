import { randomUUID } from 'node:crypto';
import { writeSessionCookie } from '../../lib/core/session-cookie.ts';
import { readActionIds } from '../bench/hostile.ts';
import { sendRequests } from '../hostile/send-requests.ts';
import { sql } from './support/sql.ts';
import { expect, test } from './support/test.ts';

/** The session of somebody who may as much as this role does. */
async function signInAs(email: string): Promise<string> {
  const id = randomUUID();
  await sql(
    `INSERT INTO sessions (id, user_id, expires_at) SELECT $1, id, now() + interval '1 hour' FROM users
      WHERE email = $2`,
    [id, email],
  );
  return `farthing-session=${writeSessionCookie(id)}`;
}

test('whatever is sent, the server never takes it for a fault of its own', async () => {
  test.setTimeout(900_000);
  const url = new URL(process.env.FARTHING_E2E_URL ?? '');
  const { faults, statuses } = await sendRequests({
    port: Number(url.port),
    host: url.host,
    origin: url.origin,
    count: Number(process.env.HOSTILE_COUNT ?? 300),
    seed: Number(process.env.HOSTILE_SEED ?? 7),
    lanes: 4,
    cookies: [await signInAs('reader@example.com'), await signInAs('creator@example.com')],
    actionIds: readActionIds(process.env.FARTHING_DIST_DIR ?? '.next-test'),
  });
  expect(faults).toEqual([]);
  // Most of it is refused, some of it is even answered: the requests reach the product.
  expect(statuses[200]).toBeGreaterThan(5);
  expect(Object.keys(statuses).length).toBeGreaterThan(6);
});
