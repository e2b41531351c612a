import { afterEach, expect, test, vi } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { settlementCutoff } from '@/lib/entry/jobs/settle';
import { SETTLEMENT_MARGIN_MINUTES } from '@/lib/ground/ledger/settle';
import { getEarningsBalance } from '@/lib/rooms/earnings/earnings-balance';
import { listPayouts } from '@/lib/rooms/payouts/queries';
import { runPayoutSchedule } from '@/lib/rooms/payouts/run-payout-schedule';
import { setPayoutSchedule } from '@/lib/rooms/payouts/set-payout-schedule';
import { age } from '../ledger/world';
import {
  balances,
  control,
  DOLLAR,
  deliver,
  earn,
  endAtBank,
  makeCreator,
  makePayee,
  onboard,
  request,
} from './world';

afterEach(() => vi.unstubAllEnvs());

const MONDAY = new Date('2027-03-01T06:30:00Z');
const days = (count: number) => new Date(MONDAY.getTime() + count * 86_400_000);

test('settlement: after the delay, the fee as its own line, once however often it runs', async () => {
  const creator = await makeCreator();
  await earn(creator, 10n * DOLLAR, { settled: false });
  await ageGrants();
  const { rows } = await pool.query('SELECT ref FROM transfers WHERE credit_account_id = $1', [
    creator.pendingAccountId,
  ]);
  const { settleTask } = await import('@/lib/entry/jobs/settle');
  const run = () => settleTask(undefined, {} as Parameters<typeof settleTask>[1]);
  await age(
    rows.map((row) => BigInt(row.ref)),
    23 * 60,
  );
  await run();
  expect(await getEarningsBalance(creator.creatorId, 'usd')).toMatchObject({
    pendingMicros: 10n * DOLLAR,
    availableMicros: 0n,
  });
  await age(
    rows.map((row) => BigInt(row.ref)),
    61,
  );
  await Promise.all([run(), run(), run()]);
  expect(await getEarningsBalance(creator.creatorId, 'usd')).toMatchObject({
    pendingMicros: 0n,
    availableMicros: 9n * DOLLAR,
  });
  const posted = await pool.query(
    `SELECT t.kind::text, c.type::text, t.amount_micros AS micros FROM transfers t JOIN accounts c
      ON c.id = t.credit_account_id
     WHERE t.debit_account_id = $1 ORDER BY t.kind`,
    [creator.pendingAccountId],
  );
  expect(posted.rows).toEqual([
    { kind: 'settlement', type: 'creator_available', micros: String(9n * DOLLAR) },
    { kind: 'platform_fee', type: 'platform_fees', micros: String(DOLLAR) },
  ]);
});

test('the cut-off never lies within the refund window, whatever the delay', async () => {
  const now = new Date();
  const minutesBack = (cutoff: Date) => (now.getTime() - cutoff.getTime()) / 60_000;
  expect(minutesBack(settlementCutoff(now))).toBe(24 * 60);
  vi.stubEnv('SETTLEMENT_DELAY_HOURS', '1');
  vi.stubEnv('REFUND_WINDOW_MINUTES', '1440');
  vi.resetModules();
  const fresh = await import('@/lib/entry/jobs/settle');
  expect(minutesBack(fresh.settlementCutoff(now))).toBeGreaterThan(1440 + SETTLEMENT_MARGIN_MINUTES);
});

test('the delay may be minutes for trying out, never within the refund window or in production', async () => {
  const now = new Date();
  vi.stubEnv('SETTLEMENT_DELAY_MINUTES', '0');
  vi.stubEnv('REFUND_WINDOW_MINUTES', '5');
  vi.resetModules();
  const fresh = await import('@/lib/entry/jobs/settle');
  expect((now.getTime() - fresh.settlementCutoff(now).getTime()) / 60_000).toBe(
    5 + SETTLEMENT_MARGIN_MINUTES + 2,
  );
  vi.stubEnv('APP_ENV', 'production');
  const { listEnvFaults } = await import('@/lib/core/env');
  expect(listEnvFaults()).toContain(
    'SETTLEMENT_DELAY_MINUTES: is for trying things out; production counts in SETTLEMENT_DELAY_HOURS.',
  );
});

test.each([
  [undefined, 'usd', 10_000_000n],
  [undefined, 'krw', 10_000_000_000n],
  ['1', 'usd', 10_000n],
  ['2500', 'usd', 25_000_000n],
  ['50', 'krw', 1_000_000n],
  ['100', 'krw', 1_000_000n],
  ['101', 'krw', 2_000_000n],
] as const)(
  'with %s hundredths the smallest payout in %s is %s micros, in whole minor units',
  async (cents, currency, micros) => {
    if (cents) vi.stubEnv('MIN_PAYOUT_CENTS', cents);
    vi.resetModules();
    const { minPayoutMicros } = await import('@/lib/ground/policy/payout-policy');
    expect(minPayoutMicros(currency)).toBe(micros);
  },
);

test('by the week: from the next Monday on, once per week, however often it runs', async () => {
  const { creatorId, accountId, pendingAccountId } = await makePayee(20n * DOLLAR);
  await setPayoutSchedule(creatorId, 'weekly', days(-3));
  await runPayoutSchedule(days(-1));
  expect(await listPayouts(creatorId)).toEqual([]);
  await Promise.all([runPayoutSchedule(MONDAY), runPayoutSchedule(MONDAY), runPayoutSchedule(days(1))]);
  const [first] = await listPayouts(creatorId);
  expect(first).toMatchObject({ amountMicros: 20n * DOLLAR, scheduled: true, status: 'sent' });
  await deliver();
  await endAtBank(accountId, 'pay');
  await earn({ creatorId, pendingAccountId }, 30n * DOLLAR);
  await runPayoutSchedule(days(6));
  expect(await listPayouts(creatorId)).toHaveLength(1);
  // Nothing ran on the Monday: made up for on the Wednesday.
  expect(await runPayoutSchedule(days(9))).toBe(1);
  expect((await listPayouts(creatorId)).map(({ amountMicros }) => amountMicros)).toEqual([
    30n * DOLLAR,
    20n * DOLLAR,
  ]);
});

test('by the month: too little waits for the next month', async () => {
  const { creatorId, pendingAccountId } = await makePayee(5n * DOLLAR);
  await setPayoutSchedule(creatorId, 'monthly', days(-3));
  await runPayoutSchedule(MONDAY);
  await earn({ creatorId, pendingAccountId }, 7n * DOLLAR);
  await runPayoutSchedule(days(2));
  expect(await listPayouts(creatorId)).toEqual([]);
  await runPayoutSchedule(new Date('2027-04-01T06:30:00Z'));
  expect(await listPayouts(creatorId)).toMatchObject([{ amountMicros: 12n * DOLLAR }]);
});

test('another payout on its way is waited for; on hold, unverified, on request: left alone', async () => {
  const busy = await makePayee(30n * DOLLAR);
  await setPayoutSchedule(busy.creatorId, 'weekly', days(-3));
  await request(busy.creatorId, { amountMicros: 10n * DOLLAR });
  const others = [await makePayee(20n * DOLLAR), await makePayee(20n * DOLLAR)];
  for (const { creatorId } of others) await setPayoutSchedule(creatorId, 'weekly', days(-3));
  const where = { creatorId: others[0]?.creatorId ?? 0n };
  await db.payoutAccount.update({ where, data: { frozenAt: new Date(), frozenReason: 'Under review' } });
  await setPayoutSchedule(others[1]?.creatorId ?? 0n, 'on_request');
  await runPayoutSchedule(MONDAY);
  for (const { creatorId } of others) expect(await listPayouts(creatorId)).toEqual([]);
  expect(await listPayouts(busy.creatorId)).toHaveLength(1);
  await deliver();
  await endAtBank(busy.accountId, 'pay');
  await runPayoutSchedule(days(1));
  expect(await listPayouts(busy.creatorId)).toMatchObject([
    { amountMicros: 20n * DOLLAR, scheduled: true },
    {},
  ]);
  expect(await balances(busy.creatorId)).toMatchObject({ available: 0n });

  const { creatorId } = await makeCreator();
  await expect(setPayoutSchedule(creatorId, 'weekly')).rejects.toMatchObject({ code: 'payout_not_verified' });
  await onboard(creatorId, 'restricted');
  await setPayoutSchedule(creatorId, 'weekly', days(-3));
  await runPayoutSchedule(MONDAY);
  expect(await listPayouts(creatorId)).toEqual([]);
});

test('a scheduled payout that Stripe refused is tried again with the next run', async () => {
  const { creatorId } = await makePayee(900_000n * DOLLAR);
  await setPayoutSchedule(creatorId, 'weekly', days(-3));
  expect(await runPayoutSchedule(MONDAY)).toBe(0);
  expect(await listPayouts(creatorId)).toMatchObject([
    { status: 'failed', failureCode: 'balance_insufficient' },
  ]);
  await control('fund', { amount: 99_000_000, currency: 'usd' });
  expect(await runPayoutSchedule(days(1))).toBe(1);
  expect(await listPayouts(creatorId)).toMatchObject([{ status: 'sent' }, { status: 'failed' }]);
  expect(await runPayoutSchedule(days(2))).toBe(0);
});

/** The gifts that the unlocks were paid from are older than the unlocks. */
async function ageGrants(): Promise<void> {
  await pool.query(`
    ALTER TABLE transfers DISABLE TRIGGER transfers_insert_only;
    UPDATE transfers SET created_at = created_at - interval '3 days' WHERE kind = 'grant';
    ALTER TABLE transfers ENABLE ALWAYS TRIGGER transfers_insert_only`);
}
