import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { afterAll, expect } from 'vitest';
import type { Act } from '@/lib/core/actor';
import { db, pool } from '@/lib/core/db';
import type { AdminRole } from '@/lib/generated/prisma/enums';
import { cashOutWallet } from '@/lib/rooms/money-back/refunds/cash-out';
import { refundTopUp } from '@/lib/rooms/money-back/refunds/refund-top-up';
import { createUser } from '@/prisma/factories/create-user';
import { moveFunds } from '@/sandbox/disputes/open-dispute';
import { emitEvent } from '@/sandbox/webhooks/emit-event';
import { listBrokenLaws } from '../ledger/world';
import { control, deliver, makeReader, pay, sandbox, topUp } from '../wallet/world';

export {
  balanceOf,
  clearFaults,
  control,
  deliver,
  makeArticle,
  makeReader,
  planFault,
  sandbox,
  webhookUrl,
} from '../wallet/world';

export const DOLLAR = 1_000_000n;

// Nothing at a bank ends by itself: each test decides.
await control('settings', { hold: true, asyncDelayMs: 86_400_000 });

afterAll(async () => {
  expect(await listBrokenLaws()).toEqual([]);
  await expectRefundsAsAtStripe();
});

let people = 0;

/** An admin of this role, as the back office knows who acts. */
export async function makeAdmin(role: AdminRole = 'finance'): Promise<Act> {
  people += 1;
  const admin = await createUser(db, { email: `admin${people}@refunds.test` });
  await pool.query(`UPDATE users SET role = 'admin', admin_role = $2::admin_role WHERE id = $1`, [
    admin.id,
    role,
  ]);
  return { actorId: admin.id, address: '192.0.2.7', requestId: randomUUID() };
}

/** A reader who topped up by card; the webhooks are delivered. Amounts in whole dollars, the oldest first. */
export async function makePayer(amounts: number[] = [10], card = '4242424242424242') {
  const reader = await makeReader();
  const topUps: { topUpId: bigint; chargeRef: string }[] = [];
  for (const amount of amounts) {
    const { topUpId, url } = await topUp(reader.userId, { amount: String(amount) });
    await pay(url, { number: card });
    await deliver();
    const row = await db.topUp.findUniqueOrThrow({ where: { id: topUpId } });
    expect(row.status).toBe('paid');
    topUps.push({ topUpId, chargeRef: String(row.chargeRef) });
  }
  const [first] = topUps;
  if (!first) throw new Error('No top-up was asked for.');
  return { ...reader, ...first, topUps };
}

type RefundOptions = Partial<Parameters<typeof refundTopUp>[0]> & { act: Act };

/** All that can go back, with a key of its own, unless told otherwise. */
export function refund(topUpId: bigint, options: RefundOptions) {
  return refundTopUp({
    topUpId,
    requestKey: randomUUID(),
    amountMicros: null,
    reason: 'requested_by_customer',
    note: 'The reader asked for it.',
    role: 'finance',
    locale: 'en',
    ...options,
  });
}

export function cashOut(walletId: bigint, act: Act, requestKey: string = randomUUID()) {
  return cashOutWallet({ walletId, requestKey, note: 'The reader leaves.', act });
}

/** Stripe as its own parts see it, for what its switches do not offer. */
const stripeWorld = {
  store: sandbox.state,
  nowMs: () => Date.now(),
  publicUrl: () => sandbox.url,
  merchantName: 'Farthing',
  request: null,
};

/** The bank moves part of a dispute's money, in minor units, below zero when it takes. */
export async function moveAtBank(id: string, amount: number, status: Stripe.Dispute.Status): Promise<void> {
  const category = amount < 0 ? 'dispute' : 'dispute_reversal';
  sandbox.state.transaction(() => {
    const { object } = sandbox.state.edit('dispute', id, (row) => {
      row.object.status = status;
    });
    moveFunds(stripeWorld, object, { amount, fee: 0, category });
    emitEvent(stripeWorld, 'charge.dispute.updated', object);
  });
  await deliver();
}

/** Stripe reports an object that may be anyone's. Resolves to what the app answered. */
export async function sendEvent(
  type: Stripe.Event.Type,
  object: { id: string; object: string },
): Promise<number | null | undefined> {
  sandbox.state.transaction(() => emitEvent(stripeWorld, type, object));
  await deliver();
  const delivery = sandbox.state
    .all('delivery')
    .filter((one) => one.type === type)
    .at(-1);
  return delivery?.attempts.at(-1)?.status;
}

export const readRefund = (id: bigint) => db.refund.findUniqueOrThrow({ where: { id } });

/** Kind, accounts and micros of each posting of a row, in the order of time. */
export async function postingsOf(ref: bigint, kinds: string[]): Promise<string[]> {
  const { rows } = await pool.query(
    `SELECT t.kind || ' ' || d.type || ' > ' || c.type || ' ' || t.amount_micros AS line
     FROM transfers t JOIN accounts d ON d.id = t.debit_account_id JOIN accounts c
       ON c.id = t.credit_account_id
     WHERE t.ref = $1 AND t.kind::text = ANY ($2) ORDER BY t.created_at, t.kind, t.leg`,
    [ref, kinds],
  );
  return rows.map((row) => row.line);
}

export const refundPostings = (id: bigint) =>
  postingsOf(id, ['top_up_refund', 'cash_out', 'refund_returned', 'refund_fee']);

export const refundsAtStripe = (chargeRef: string) =>
  sandbox.state
    .all('refund')
    .map(({ object }) => object)
    .filter((one) => one.charge === chargeRef);

/** The audit rows about one thing, the oldest first. */
export const auditOf = (subjectType: string, subjectId: bigint | string) =>
  db.auditEntry.findMany({ where: { subjectType, subjectId: String(subjectId) }, orderBy: { id: 'asc' } });

/** Whatever went wrong in a file: each charge gave back at Stripe exactly what its refunds here say. */
async function expectRefundsAsAtStripe(): Promise<void> {
  const { rows } = await pool.query(`
    SELECT t.charge_ref AS charge, coalesce(sum(r.amount_micros) FILTER (WHERE r.status NOT IN ('failed',
      'canceled', 'created')), 0)::text AS micros
    FROM top_ups t LEFT JOIN refunds r ON r.top_up_id = t.id WHERE t.charge_ref IS NOT NULL
      AND t.status = 'paid' GROUP BY 1`);
  for (const { charge, micros } of rows) {
    const refunded = sandbox.state.get('charge', charge)?.object.amount_refunded ?? 0;
    expect(BigInt(micros), `what ${charge} gave back`).toBe(BigInt(refunded) * 10_000n);
  }
}
