import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { afterAll, expect } from 'vitest';
import { POST } from '@/app/api/stripe/webhook/route';
import { db, pool } from '@/lib/core/db';
import { createTopUp } from '@/lib/rooms/wallet/create-top-up';
import { getOrOpenWallet } from '@/lib/rooms/wallet/get-or-open-wallet';
import { createCreator } from '@/prisma/factories/create-creator';
import { createUser } from '@/prisma/factories/create-user';
import { publishArticle } from '@/prisma/factories/publish-article';
import { startSandbox } from '@/sandbox/server';

// The real webhook route behind a real port, and the sandbox that delivers to it. Deliveries wait until a
// test asks for them, so that each test decides about order, repeats and losses.
const answer = getRequestListener((request) => POST(request));
const server = createServer((request, response) => void answer(request, response));
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
export const webhookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/stripe/webhook`;
export const sandbox = await startSandbox({ webhookUrl, webhookSecret: process.env.STRIPE_WEBHOOK_SECRET });
process.env.STRIPE_API_BASE = sandbox.url;
await control('settings', { hold: true });

afterAll(async () => {
  await expectBooksInOrder();
  await sandbox.close();
  server.closeAllConnections();
  server.close();
});

export async function control<T = unknown>(path: string, body: unknown = {}): Promise<T> {
  const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

interface Fault {
  path: string;
  method?: string;
  times?: number;
  mode?: 'error' | 'timeout' | 'slow';
  when?: 'before' | 'after';
  status?: number;
  delayMs?: number;
}

export const planFault = (fault: Fault) => control('settings', { faults: [fault] });
export const clearFaults = () => control('settings', { faults: [] });
export const deliver = (event?: string) => control('deliver', event ? { event } : {});

let people = 0;

export async function makeReader(currency = 'usd') {
  people += 1;
  const user = await createUser(db, { email: `reader${people}@wallet.test` });
  const wallet = await getOrOpenWallet(user.id);
  expect(wallet.currency).toBe(currency);
  return { userId: user.id, walletId: wallet.walletId };
}

export async function makeArticle(priceMicros: bigint) {
  people += 1;
  const creator = await createCreator(db, {
    handle: `writer-${people}`,
    name: 'A writer',
    email: `writer${people}@wallet.test`,
  });
  const slug = `article-${people}`;
  const { id } = await publishArticle(db, {
    slug,
    creatorId: creator.id,
    title: `Article ${people}`,
    priceMicros,
  });
  return { itemId: id, slug };
}

type Options = Partial<Parameters<typeof createTopUp>[0]>;

/** A top-up of $10 with a key of its own, unless told otherwise. */
export function topUp(userId: bigint, options: Options = {}) {
  const input = {
    requestKey: randomUUID(),
    amount: '10',
    saveCard: false,
    wanted: null,
    locale: 'en' as const,
  };
  return createTopUp({ userId, ...input, ...options });
}

export const readTopUp = (id: bigint) => db.topUp.findUniqueOrThrow({ where: { id } });
export const sessionIdOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);

/** The payer's submit on the hosted page. */
export async function pay(url: string, fields: Record<string, string> = {}): Promise<Response> {
  return fetch(`${sandbox.url}/c/pay/${sessionIdOf(url)}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      method: 'card',
      number: '4242424242424242',
      expiry: '12 / 34',
      cvc: '123',
      name: 'Test Reader',
      holder: 'Test Reader',
      email: 'reader@wallet.test',
      account: '',
      attempt: randomUUID(),
      ...fields,
    }),
  });
}

export async function balanceOf(walletId: bigint): Promise<bigint> {
  const { rows } = await pool.query(
    'SELECT coalesce(sum(balance_micros), 0)::text AS sum FROM lots WHERE wallet_id = $1',
    [walletId],
  );
  return BigInt(rows[0].sum);
}

/** Nothing was made or lost: checked after every file, whatever went wrong in it. */
async function expectBooksInOrder(): Promise<void> {
  const { rows: lots } = await pool.query(`
    SELECT l.account_id FROM lots l WHERE l.balance_micros <>
      coalesce((SELECT sum(amount_micros) FROM transfers WHERE credit_account_id = l.account_id), 0)
      - coalesce((SELECT sum(amount_micros) FROM transfers WHERE debit_account_id = l.account_id), 0)`);
  expect(lots, 'lots whose balance is not the sum of their transfers').toEqual([]);

  const { rows: topUps } = await pool.query(`
    SELECT t.id, t.status FROM top_ups t WHERE
      (t.status = 'paid') <> EXISTS (SELECT FROM transfers x
        JOIN lots l ON l.account_id = x.credit_account_id AND l.wallet_id = t.wallet_id AND l.kind = 'paid'
        WHERE x.ref = t.id AND x.kind = 'top_up' AND x.amount_micros = t.amount_micros)
      OR coalesce(t.fee_micros, 0) <> coalesce((SELECT sum(amount_micros) FROM transfers x
        WHERE x.ref = t.id AND x.kind = 'processing_fee'), 0)`);
  expect(topUps, 'top-ups that the ledger tells otherwise').toEqual([]);

  const { rows: stray } = await pool.query(`
    SELECT ref FROM transfers x WHERE kind IN ('top_up', 'processing_fee')
      AND NOT EXISTS (SELECT FROM top_ups t WHERE t.id = x.ref AND t.status = 'paid')`);
  expect(stray, 'card money that no top-up explains').toEqual([]);

  const { rows: trial } = await pool.query(`
    SELECT a.currency, sum(s.amount) AS total FROM accounts a JOIN LATERAL (
      SELECT amount_micros AS amount FROM transfers WHERE credit_account_id = a.id
      UNION ALL SELECT -amount_micros FROM transfers WHERE debit_account_id = a.id) s ON true
    GROUP BY a.currency HAVING sum(s.amount) <> 0`);
  expect(trial, 'the trial balance').toEqual([]);

  // What Stripe took from cards is what the paid top-ups say, apart from what is put aside.
  const aside = await db.topUp.findMany({ where: { status: 'set_aside' }, select: { chargeRef: true } });
  const charged = sandbox.state
    .all('charge')
    .filter(
      ({ object }) => object.status === 'succeeded' && !aside.some((one) => one.chargeRef === object.id),
    )
    .reduce((sum, { object }) => sum + BigInt(object.amount), 0n);
  const { rows: paid } = await pool.query(
    `SELECT coalesce(sum(amount_micros / CASE w.currency WHEN 'krw' THEN 1000000
      ELSE 10000 END), 0)::bigint::text AS minor
     FROM top_ups t JOIN wallets w ON w.id = t.wallet_id WHERE t.status = 'paid'`,
  );
  expect(BigInt(paid[0].minor), 'minor units that readers paid').toBe(charged);
}
