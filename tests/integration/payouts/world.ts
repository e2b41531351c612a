import { randomUUID } from 'node:crypto';
import { afterAll, expect } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { grantPromotion } from '@/lib/ground/ledger/grant-promotion';
import { openCreatorAccounts } from '@/lib/ground/ledger/open-creator-accounts';
import { openWallet } from '@/lib/ground/ledger/open-wallet';
import { spend } from '@/lib/ground/ledger/spend';
import { requestPayout } from '@/lib/rooms/payouts/request-payout';
import { startOnboarding } from '@/lib/rooms/payouts/start-onboarding';
import { createCreator } from '@/prisma/factories/create-creator';
import { createUser } from '@/prisma/factories/create-user';
import { publishArticle } from '@/prisma/factories/publish-article';
import { listBrokenLaws } from '../ledger/world';
import { control, deliver, sandbox } from '../wallet/world';

export { clearFaults, control, deliver, planFault, sandbox } from '../wallet/world';

export const DOLLAR = 1_000_000n;

// Nothing at a bank ends by itself: each test decides.
await control('settings', { hold: true, asyncDelayMs: 86_400_000 });
await control('fund', { amount: 10_000_000, currency: 'usd' });

afterAll(async () => {
  expect(await listBrokenLaws()).toEqual([]);
  await expectPayoutsInOrder();
});

let people = 0;

export async function makeCreator() {
  people += 1;
  const name = `payee-${people}`;
  const creator = await createCreator(db, { handle: name, name, email: `${name}@payouts.test` });
  const accounts = await openCreatorAccounts(db, { creatorId: creator.id, currency: 'usd' });
  return { creatorId: creator.id, userId: creator.userId, ...accounts };
}

/**
 * A reader unlocks one item of this price, with a gift, as no card is charged here. Unless told otherwise it
 * is settled at once, and as good as paid money: what was given is released.
 */
export async function earn(
  creator: { creatorId: bigint; pendingAccountId: bigint },
  micros: bigint,
  { feePercent = 0, settled = true, gift = false } = {},
): Promise<bigint | null> {
  people += 1;
  const reader = await createUser(db, { email: `reader${people}@payouts.test` });
  const wallet = await openWallet(db, { userId: reader.id, currency: 'usd' });
  await grantPromotion(db, { walletId: wallet.id, amountMicros: micros, grantKey: 'test', expiresAt: null });
  const item = await publishArticle(db, {
    slug: `earning-${people}`,
    creatorId: creator.creatorId,
    title: 'An article',
    priceMicros: micros,
  });
  const unlock = await spend({ walletId: wallet.id, itemId: item.id, seenPriceMicros: micros });
  expect(unlock.status).toBe('unlocked');
  if (!settled) return null;
  const { rows } = await pool.query('SELECT settle_account($1, clock_timestamp(), $2) AS id', [
    creator.pendingAccountId,
    feePercent,
  ]);
  if (!gift) await releaseGifts(creator.creatorId, BigInt(rows[0].id));
  return BigInt(rows[0].id);
}

async function releaseGifts(creatorId: bigint, settlementId: bigint): Promise<void> {
  const actor = await createUser(db, { email: `releaser${people}@payouts.test` });
  await pool.query(
    `INSERT INTO gift_releases (creator_id, currency, amount_micros, actor_id, note)
     SELECT $1, currency, gift_micros, $2, 'Read by real readers.' FROM settlements WHERE id = $3`,
    [creatorId, actor.id, settlementId],
  );
}

/** Goes through Stripe's page; the webhook has been delivered. Resolves to the account at Stripe. */
export async function onboard(
  creatorId: bigint,
  outcome: 'active' | 'restricted' | 'rejected' = 'active',
): Promise<string> {
  const { url } = await startOnboarding({ creatorId, country: 'US', entityType: 'individual' });
  await submitOnboarding(url, outcome);
  await deliver();
  const row = await db.payoutAccount.findUniqueOrThrow({ where: { creatorId } });
  return String(row.accountRef);
}

export function submitOnboarding(url: string, outcome: string): Promise<Response> {
  return fetch(`${sandbox.url}${new URL(url).pathname}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ outcome, bank: '000123456789' }),
  });
}

/** A creator whom Stripe has verified, with this much available. */
export async function makePayee(availableMicros = 0n) {
  const creator = await makeCreator();
  const accountId = await onboard(creator.creatorId);
  if (availableMicros > 0n) await earn(creator, availableMicros);
  return { ...creator, accountId };
}

type Options = Partial<Parameters<typeof requestPayout>[0]>;

/** All that is available, with a key of its own, unless told otherwise. */
export function request(creatorId: bigint, options: Options = {}) {
  return requestPayout({ creatorId, requestKey: randomUUID(), amountMicros: null, ...options });
}

export const readPayout = (id: bigint) => db.payout.findUniqueOrThrow({ where: { id } });

/** Kind and micros of each posting of a payout, in the order of time. */
export async function postingsOf(payoutId: bigint): Promise<string[]> {
  const { rows } = await pool.query(
    `SELECT t.kind || ' ' || d.type || ' > ' || c.type || ' ' || t.amount_micros AS line
     FROM transfers t JOIN accounts d ON d.id = t.debit_account_id JOIN accounts c
       ON c.id = t.credit_account_id
     WHERE t.ref = $1 AND t.kind::text LIKE 'payout%' ORDER BY t.created_at, t.leg`,
    [payoutId],
  );
  return rows.map((row) => row.line);
}

export async function balances(creatorId: bigint) {
  const { rows } = await pool.query(
    `SELECT type, balance_micros AS micros FROM accounts
     WHERE creator_id = $1 AND balance_micros IS NOT NULL`,
    [creatorId],
  );
  const of = (type: string) => BigInt(rows.find((row) => row.type === type)?.micros ?? 0);
  return { available: of('creator_available'), inTransit: of('creator_in_transit') };
}

export const transfersTo = (accountId: string) =>
  sandbox.state
    .all('transfer')
    .map(({ object }) => object)
    .filter((one) => one.destination === accountId);

/** The payouts to the bank of a connected account, the newest last. */
export const bankPayoutsOf = (accountId: string) =>
  sandbox.state
    .all('payout')
    .filter(({ hidden }) => hidden.account === accountId)
    .map(({ object }) => object);

/** The bank answers about the newest payout of this account; the webhook has been delivered. */
export async function endAtBank(accountId: string, ending: 'pay' | 'fail' | 'cancel'): Promise<string> {
  const payout = bankPayoutsOf(accountId).at(-1);
  if (!payout) throw new Error(`${accountId} has no payout`);
  await control(`payouts/${payout.id}/${ending}`);
  await deliver();
  return payout.id;
}

/** As if this much time had passed since a payout was written and last asked about. */
export async function passTime(payoutId: bigint, minutes: number): Promise<void> {
  await pool.query(
    `UPDATE payouts SET created_at = created_at - make_interval(mins => $2), asked_at = asked_at -
      make_interval(mins => $2),
       sent_at = sent_at - make_interval(mins => $2) WHERE id = $1`,
    [payoutId, minutes],
  );
}

/** Whatever went wrong: no settlement was paid twice, and what Stripe sent equals the payouts. */
async function expectPayoutsInOrder(): Promise<void> {
  const { rows: lines } = await pool.query(`
    SELECT s.id FROM settlements s JOIN payout_lines l ON l.settlement_id = s.id
    GROUP BY s.id HAVING sum(l.amount_micros - l.returned_micros) > s.net_micros
    UNION ALL SELECT p.id FROM payouts p JOIN payout_lines l ON l.payout_id = p.id
    GROUP BY p.id HAVING sum(l.amount_micros) > p.amount_micros
      OR sum(l.returned_micros) > p.returned_micros`);
  expect(lines, 'settlements paid for twice').toEqual([]);

  const held = new Map<string, bigint>();
  for (const { object } of sandbox.state.all('transfer')) {
    if (!object.transfer_group?.startsWith('payout-')) continue;
    const left = BigInt(object.amount - object.amount_reversed) * 10_000n;
    const account = String(object.destination);
    held.set(account, (held.get(account) ?? 0n) + left);
  }
  const { rows: owed } = await pool.query(`
    SELECT account_ref AS account, sum(amount_micros - returned_micros)::text AS micros FROM payouts
      GROUP BY 1`);
  for (const { account, micros } of owed) {
    expect(held.get(account) ?? 0n, `what Stripe sent to ${account}`).toBe(BigInt(micros));
  }
}
