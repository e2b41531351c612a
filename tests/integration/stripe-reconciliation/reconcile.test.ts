import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { countWaiting } from '@/lib/desks/backoffice/overview/count-waiting';
import { decideCharge, requestCharge } from '@/lib/desks/reconciliation/processor-charges';
import { getRun, listDifferences } from '@/lib/desks/reconciliation/queries';
import { runDailyReconciliation } from '@/lib/desks/reconciliation/run-daily';
import { runReconciliation } from '@/lib/desks/reconciliation/run-reconciliation';
import { setDifferenceState } from '@/lib/desks/reconciliation/set-difference-state';
import { sumClosings } from '@/lib/desks/reconciliation/sum-closings';
import { chargeRefunded } from '@/lib/entry/stripe-events/charge-refunded';
import { stripe } from '@/lib/ground/payments/stripe/client';
import {
  auditOf,
  cashOut,
  clearFaults,
  control,
  DOLLAR,
  deliver,
  makeAdmin,
  makePayer,
  planFault,
  postingsOf,
  refund,
  sandbox,
  webhookUrl,
} from '../refunds/world';

const admin = await makeAdmin();
const EVER = new Date(0);
const soon = () => new Date(Date.now() + 60_000);

async function reconcile(fromAt = EVER, untilAt = soon()) {
  const runId = await runReconciliation({ fromAt, untilAt, act: { ...admin, requestId: randomUUID() } });
  const run = await db.reconciliation.findUniqueOrThrow({
    where: { id: runId },
    include: { found: { orderBy: { number: 'asc' } }, closings: true },
  });
  return {
    ...run,
    found: run.found.map(
      ({ kind, category, sourceRef, transactionRef, ref, processorMicros, booksMicros }) => ({
        kind,
        category,
        sourceRef,
        transactionRef,
        ref,
        processorMicros,
        booksMicros,
      }),
    ),
  };
}

type Transaction = Stripe.BalanceTransaction;

/** Writes a balance transaction at Stripe behind everyone's back. */
function plant(transaction: Transaction): void {
  sandbox.state.transaction(() =>
    sandbox.state.put('balance_transaction', transaction.id, { object: transaction, hidden: null }),
  );
}

function uproot(id: string): void {
  sandbox.state.transaction(() => sandbox.state.delete('balance_transaction', id));
}

function transactionOf(source: string): Transaction {
  const found = sandbox.state.all('balance_transaction').find(({ object }) => object.source === source);
  if (!found) throw new Error(`${source} has no balance transaction`);
  return structuredClone(found.object);
}

/** Past the rule that nothing is rewritten: what a fault or a thief could do. */
async function tamper(sql: string, values: unknown[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN; ALTER TABLE transfers DISABLE TRIGGER transfers_insert_only');
    await client.query(sql, values);
    await client.query('ALTER TABLE transfers ENABLE ALWAYS TRIGGER transfers_insert_only; COMMIT');
  } finally {
    client.release();
  }
}

const forget = (id: string) => tamperWithCopy('DELETE FROM processor_transactions WHERE id = $1', [id]);

/** As if a transaction had been read otherwise: it can be planted in its true form again afterwards. */
async function tamperWithCopy(sql: string, values: unknown[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(
      'BEGIN; ALTER TABLE processor_transactions DISABLE TRIGGER processor_transactions_insert_only',
    );
    await client.query(sql, values);
    await client.query(
      'ALTER TABLE processor_transactions ENABLE TRIGGER processor_transactions_insert_only; COMMIT',
    );
  } finally {
    client.release();
  }
}

/** Plants, looks, and puts back: the books of this file are in order afterwards. */
async function replaced(original: Transaction, change: Partial<Transaction>) {
  await forget(original.id);
  plant({ ...original, ...change });
  const run = await reconcile();
  await forget(original.id);
  plant(original);
  return run;
}

test('charges, refunds, cash-outs, disputes, failed refunds: all matched, nothing unexplained', async () => {
  const plain = await makePayer([10, 20]);
  await refund(plain.topUpId, { act: admin, amountMicros: 3n * DOLLAR });
  await cashOut(plain.walletId, admin);
  const failing = await makePayer([10], '4000000000005126');
  await refund(failing.topUpId, { act: admin });
  for (const ending of ['win', 'lose']) {
    const disputed = await makePayer([10], '4000000000000259');
    const dispute = await db.dispute.findFirstOrThrow({ where: { topUpId: disputed.topUpId } });
    await control(`disputes/${dispute.disputeRef}/${ending}`);
  }
  await control('settle');
  await deliver();
  const run = await reconcile();
  expect(run).toMatchObject({ status: 'done', differences: 0, unexplained: false, found: [] });
  expect(run.matched).toBe(5 + 4 + 1 + 3);
  const own = run.closings.filter(({ currency, category }) => currency === 'usd' && category !== 'balance');
  const clearing = own.reduce((sum, one) => sum + one.booksMicros, 0n);
  const { rows } = await pool.query(`
    SELECT (coalesce(sum(t.amount_micros) FILTER (WHERE t.debit_account_id = a.id), 0)
      - coalesce(sum(t.amount_micros) FILTER (WHERE t.credit_account_id = a.id), 0))::text AS micros
    FROM accounts a JOIN transfers t ON a.id IN (t.debit_account_id, t.credit_account_id)
      WHERE a.type = 'card_clearing' AND a.currency = 'usd'`);
  expect(clearing).toBe(BigInt(rows[0].micros));
  const balance = run.closings.find(({ currency, category }) => currency === 'usd' && category === 'balance');
  const atStripe = own.reduce((sum, one) => sum + one.processorMicros, 0n);
  expect(balance).toMatchObject({ processorMicros: atStripe, booksMicros: atStripe });
  expect(await auditOf('reconciliation', run.id)).toMatchObject([
    { action: 'reconcile_stripe', actorId: admin.actorId },
  ]);
  const again = await reconcile();
  expect(again).toMatchObject({ matched: run.matched, transactions: run.transactions, found: [] });
});

test('missing here: a charge at Stripe that nothing here explains, listed until it is gone', async () => {
  const like = transactionOf((await makePayer()).chargeRef);
  const stray = { ...like, id: 'txn_stray', source: 'ch_stray' };
  plant(stray);
  const run = await reconcile();
  const expected = [
    {
      kind: 'missing_here',
      category: 'charges',
      transactionRef: 'txn_stray',
      sourceRef: 'ch_stray',
      ref: null,
      processorMicros: 10n * DOLLAR,
      booksMicros: null,
    },
  ];
  expect(run).toMatchObject({ found: expected, unexplained: false });
  const carried = await reconcile(new Date(Date.now() + 1_000), soon());
  expect(carried.found).toEqual(expected);
  uproot(stray.id);
  await forget(stray.id);
  expect((await reconcile()).found).toEqual([]);
});

test('an explained difference is listed apart in later runs, and opens when an amount changes', async () => {
  const like = transactionOf((await makePayer()).chargeRef);
  const stray = { ...like, id: 'txn_known', source: 'ch_known' };
  plant(stray);
  const first = await reconcile();
  const set = (runId: bigint, state: 'explained' | 'open', note: string) =>
    setDifferenceState({ runId, number: 1, state, note }, { ...admin, requestId: randomUUID() });
  const states = async (runId: bigint) => ({
    open: (await listDifferences(runId, { state: 'open' })).map(({ note }) => note),
    explained: (await listDifferences(runId, { state: 'explained' })).map(({ note }) => note),
    counted: await getRun(runId).then((run) => [run?.differences, run?.explained]),
  });
  expect(await states(first.id)).toEqual({ open: [null], explained: [], counted: [1, 0] });

  const answers = await Promise.allSettled([
    set(first.id, 'explained', 'A test charge of the bank.'),
    set(first.id, 'explained', 'A test charge of the bank.'),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  const told = { open: [], explained: ['A test charge of the bank.'], counted: [1, 1] };
  expect(await states(first.id)).toEqual(told);
  const next = await reconcile(new Date(Date.now() + 1_000), soon());
  expect(await states(next.id)).toEqual(told);
  expect(await auditOf('difference', `${first.id}.1`)).toMatchObject([
    { action: 'explain_difference', actorId: admin.actorId, before: { state: 'open' } },
  ]);

  await set(next.id, 'open', 'The bank knows nothing of it.');
  expect(await states(first.id)).toEqual({
    open: ['The bank knows nothing of it.'],
    explained: [],
    counted: [1, 0],
  });
  await set(next.id, 'explained', 'It does.');
  // The same thing with another amount is another difference.
  const changed = await replaced(stray, { amount: 1_100, net: 1_041 });
  expect(await states(changed.id)).toEqual({ open: [null], explained: [], counted: [1, 0] });
  expect(await states(first.id)).toMatchObject({ explained: ['It does.'] });
  await expect(
    setDifferenceState({ runId: first.id, number: 99, state: 'explained', note: 'x' }, admin),
  ).rejects.toMatchObject({ code: 'not_found' });
  await expect(pool.query(`UPDATE difference_notes SET note = 'y'`)).rejects.toThrow('insert-only');
  uproot(stray.id);
  await forget(stray.id);
});

test('missing there: a top-up that Stripe has no transaction of', async () => {
  const { topUpId, chargeRef } = await makePayer();
  const original = transactionOf(chargeRef);
  uproot(original.id);
  const run = await reconcile();
  plant(original);
  expect(run.found).toMatchObject([
    {
      kind: 'missing_there',
      category: 'charges',
      sourceRef: chargeRef,
      ref: topUpId,
      booksMicros: 10n * DOLLAR,
    },
  ]);
  expect(run.unexplained).toBe(false);
});

test('doubled at Stripe: two transactions for one charge', async () => {
  const { topUpId, chargeRef } = await makePayer();
  plant({ ...transactionOf(chargeRef), id: 'txn_twice' });
  const run = await reconcile();
  uproot('txn_twice');
  await forget('txn_twice');
  expect(run.found).toMatchObject([
    { kind: 'doubled', ref: topUpId, processorMicros: 20n * DOLLAR, booksMicros: 10n * DOLLAR },
  ]);
  expect(run.unexplained).toBe(false);
});

test('doubled here: the same top-up posted twice', async () => {
  const { topUpId } = await makePayer();
  await tamper(
    `INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros)
     SELECT ref, kind, 1, debit_account_id, credit_account_id, amount_micros FROM transfers WHERE ref = $1
       AND kind = 'top_up'`,
    [topUpId],
  );
  const run = await reconcile();
  await tamper(`DELETE FROM transfers WHERE ref = $1 AND kind = 'top_up' AND leg = 1`, [topUpId]);
  expect(run.found).toMatchObject([
    { kind: 'doubled', ref: topUpId, processorMicros: 10n * DOLLAR, booksMicros: 20n * DOLLAR },
  ]);
});

test('wrong amount, of a charge and of a refund', async () => {
  const { topUpId, chargeRef } = await makePayer();
  const charge = await replaced(transactionOf(chargeRef), { amount: 999, net: 940 });
  expect(charge.found).toMatchObject([
    {
      kind: 'wrong_amount',
      category: 'charges',
      ref: topUpId,
      processorMicros: 9_990_000n,
      booksMicros: 10n * DOLLAR,
    },
  ]);
  expect(charge.unexplained).toBe(false);
  const { refundId } = await refund(topUpId, { act: admin, amountMicros: 2n * DOLLAR });
  const { refundRef } = await db.refund.findUniqueOrThrow({ where: { id: refundId } });
  const given = await replaced(transactionOf(String(refundRef)), { amount: -250, net: -250 });
  expect(given.found).toMatchObject([
    {
      kind: 'wrong_amount',
      category: 'refunds',
      ref: refundId,
      processorMicros: -2_500_000n,
      booksMicros: -2n * DOLLAR,
    },
  ]);
});

test('wrong fee, of a charge and of a dispute', async () => {
  const { topUpId, chargeRef } = await makePayer();
  const charge = await replaced(transactionOf(chargeRef), { fee: 60, net: 940 });
  expect(charge.found).toMatchObject([
    {
      kind: 'wrong_fee',
      category: 'charges',
      ref: topUpId,
      processorMicros: 600_000n,
      booksMicros: 590_000n,
    },
  ]);
  expect(charge.unexplained).toBe(false);
  const disputed = await makePayer([10], '4000000000000259');
  const { id, disputeRef } = await db.dispute.findFirstOrThrow({ where: { topUpId: disputed.topUpId } });
  const dispute = await replaced(transactionOf(disputeRef), { fee: 2000, net: -3000 });
  expect(dispute.found).toMatchObject([
    {
      kind: 'wrong_fee',
      category: 'disputes',
      ref: id,
      processorMicros: 20n * DOLLAR,
      booksMicros: 15n * DOLLAR,
    },
  ]);
});

test('wrong currency', async () => {
  const { topUpId, chargeRef } = await makePayer();
  const run = await replaced(transactionOf(chargeRef), { currency: 'eur' });
  expect(run.found).toMatchObject([{ kind: 'wrong_currency', category: 'charges', ref: topUpId }]);
  expect(run.unexplained).toBe(false);
});

test('a fee outside of charges is missing here; the platform’s own money is no difference', async () => {
  const like = transactionOf((await makePayer()).chargeRef);
  const fee = { amount: -200, fee: 0, net: -200, type: 'stripe_fee' as const, reporting_category: 'fee' };
  plant({ ...like, ...fee, id: 'txn_fee', source: null });
  await control('fund', { amount: 5_000, currency: 'usd' });
  const run = await reconcile();
  uproot('txn_fee');
  await forget('txn_fee');
  expect(run.found).toMatchObject([
    { kind: 'missing_here', category: 'other', transactionRef: 'txn_fee', processorMicros: -2n * DOLLAR },
  ]);
  expect(run.unexplained).toBe(false);
});

test('what is under way is a matter of time: a late fee, a refund without an answer', async () => {
  await control('settings', { feeDelayMs: 86_400_000 });
  await makePayer();
  await control('settings', { feeDelayMs: 0 });
  const waiting = await makePayer();
  await planFault({ path: '/v1/refunds', method: 'POST', mode: 'error', when: 'before', times: 2 });
  expect((await refund(waiting.topUpId, { act: admin })).status).toBe('created');
  await clearFaults();
  const run = await reconcile();
  expect(run).toMatchObject({ found: [], unexplained: false });
  const timing = run.closings.filter(
    ({ timingMicros, category }) => timingMicros !== 0n && category !== 'own_funds',
  );
  expect(timing.map(({ category, timingMicros }) => [category, timingMicros]).sort()).toEqual([
    ['charges', -10n * DOLLAR],
    ['refunds', 10n * DOLLAR],
  ]);
  await control('settle');
  await deliver();
});

test('pages through Stripe’s list; broken off in the middle it leaves no gap', async () => {
  const like = transactionOf((await makePayer()).chargeRef);
  const ids = Array.from({ length: 250 }, (_, n) => `txn_own_${n}`);
  const own = { ...like, type: 'topup' as const, reporting_category: 'topup', fee: 0, net: 1000 };
  sandbox.state.transaction(() => {
    for (const id of ids)
      sandbox.state.put('balance_transaction', id, {
        object: { ...own, id, source: `tu_${id}` },
        hidden: null,
      });
  });
  await planFault({ path: '/v1/balance', method: 'GET', mode: 'error', times: 2, status: 500 });
  await expect(reconcile()).rejects.toMatchObject({ code: 'payment_unavailable' });
  await clearFaults();
  expect(await db.reconciliation.count({ where: { status: 'failed' } })).toBe(1);
  const run = await reconcile();
  expect(run).toMatchObject({ found: [], unexplained: false });
  expect(await db.processorTransaction.count({ where: { id: { in: ids } } })).toBe(250);
});

test('a run that was given up while it read keeps nothing of what it found', async () => {
  const blocker = await pool.connect();
  await blocker.query('BEGIN; LOCK TABLE processor_transactions IN ACCESS EXCLUSIVE MODE');
  const asked = Promise.allSettled([reconcile()]);
  const running = { where: { status: 'running' as const } };
  await expect.poll(() => db.reconciliation.count(running)).toBe(1);
  const { id } = await db.reconciliation.findFirstOrThrow(running);
  await db.reconciliation.updateMany({ ...running, data: { status: 'failed', endedAt: new Date() } });
  await blocker.query('COMMIT');
  blocker.release();
  expect(await asked).toMatchObject([{ status: 'rejected', reason: { code: 'already_running' } }]);
  expect(await db.reconciliationClosing.count({ where: { runId: id } })).toBe(0);
  expect(await db.reconciliation.findUniqueOrThrow({ where: { id } })).toMatchObject({
    status: 'failed',
  });
});

test('two at once: one runs, the other is told; the daily run is made once', async () => {
  const results = await Promise.allSettled([reconcile(), reconcile(), reconcile()]);
  expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'already_running' });
  }
  const tomorrow = new Date(Date.now() + 86_400_000);
  expect(await runDailyReconciliation(tomorrow)).not.toBeNull();
  expect(await runDailyReconciliation(tomorrow)).toBeNull();
});

test('an empty or backward period is refused', async () => {
  const now = new Date();
  await expect(runReconciliation({ fromAt: now, untilAt: now, act: null })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('a fee of Stripe’s own is posted by two admins, and card clearing agrees again', async () => {
  const second = await makeAdmin('owner');
  const like = transactionOf((await makePayer()).chargeRef);
  const connect = {
    ...like,
    id: 'txn_connect',
    source: null,
    type: 'stripe_fee',
    reporting_category: 'fee',
    amount: -200,
    fee: 20,
    net: -220,
  } satisfies Transaction;
  plant(connect);
  const run = await reconcile();
  expect(run.found).toMatchObject([
    { kind: 'missing_here', category: 'other', transactionRef: 'txn_connect', processorMicros: -2n * DOLLAR },
  ]);
  const waiting = (act: typeof admin) => countWaiting({ userId: act.actorId, adminRole: 'finance' });
  expect((await waiting(admin)).differences).toBe(1);

  const ask = () => requestCharge({ runId: run.id, number: 1, note: 'Connect, November' }, admin);
  const asked = await Promise.allSettled([ask(), ask()]);
  const ids = asked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(ids).toHaveLength(1);
  expect(asked.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'already_asked' },
  });
  const id = ids[0] ?? 0n;
  expect([(await waiting(admin)).charges, (await waiting(second)).charges]).toEqual([0, 1]);
  const agree = (act: typeof admin) => decideCharge({ id, agrees: true, note: 'As invoiced.' }, act);
  await expect(agree(admin)).rejects.toMatchObject({ code: 'second_admin_needed' });
  await expect(
    pool.query(
      `UPDATE processor_charges SET status = 'posted', decider_id = requester_id, decided_at = now()
        WHERE id = $1`,
      [id],
    ),
  ).rejects.toThrow('four_eyes');
  const agreed = await Promise.allSettled([agree(second), agree(second)]);
  expect(agreed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await postingsOf(id, ['processor_charge'])).toEqual([
    `processor_charge processor_costs > card_clearing ${2n * DOLLAR}`,
    `processor_charge processor_costs > card_clearing ${DOLLAR / 5n}`,
  ]);
  expect((await auditOf('processor_charge', id)).map(({ action }) => action)).toEqual([
    'request_processor_charge',
    'post_processor_charge',
  ]);
  expect((await waiting(admin)).differences).toBe(0);

  const after = await reconcile();
  expect(after).toMatchObject({ found: [], unexplained: false });
  expect((await waiting(admin)).differences).toBe(0);
  expect(sumClosings(after.closings).every(({ leftMicros }) => leftMicros === 0n)).toBe(true);
  const other = after.closings.find(({ category, currency }) => category === 'other' && currency === 'usd');
  expect(other).toMatchObject({
    processorMicros: -2n * DOLLAR,
    booksMicros: -2n * DOLLAR,
    differencesMicros: 0n,
  });
});

test('what is no cost of Stripe’s own is not posted as one', async () => {
  const like = transactionOf((await makePayer()).chargeRef);
  const stray = { ...like, id: 'txn_stray_2', source: 'ch_stray_2' };
  plant(stray);
  const run = await reconcile();
  await expect(requestCharge({ runId: run.id, number: 1, note: 'x' }, admin)).rejects.toMatchObject({
    code: 'wrong_state',
  });
  uproot(stray.id);
  await forget(stray.id);
});

test('a refund at Stripe whose message was lost waits in the overview after a comparison', async () => {
  const { chargeRef } = await makePayer();
  await control('settings', { webhookUrl: null });
  await stripe().refunds.create({ charge: chargeRef, amount: 300 });
  await control('settings', { webhookUrl });
  const run = await reconcile();
  expect(run.found).toMatchObject([{ kind: 'missing_here', category: 'refunds' }]);
  const waiting = await countWaiting({ userId: admin.actorId, adminRole: 'finance' });
  expect(waiting.differences).toBe(1);
  await chargeRefunded(chargeRef, null);
  await reconcile();
  expect((await countWaiting({ userId: admin.actorId, adminRole: 'finance' })).differences).toBe(0);
});
