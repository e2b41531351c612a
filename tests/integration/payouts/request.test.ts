import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { getEarningsBalance } from '@/lib/rooms/earnings/earnings-balance';
import { getPayoutStatement, listPayouts } from '@/lib/rooms/payouts/queries';
import { setPayoutsFrozen } from '@/lib/rooms/payouts/set-payouts-frozen';
import { listBrokenLaws } from '../ledger/world';
import {
  balances,
  bankPayoutsOf,
  DOLLAR,
  deliver,
  earn,
  endAtBank,
  makeCreator,
  makePayee,
  onboard,
  postingsOf,
  readPayout,
  request,
  transfersTo,
} from './world';

test('a payout: every row from available to the bank, and the four states at each step', async () => {
  const creator = await makePayee(25n * DOLLAR);
  const { creatorId, accountId } = creator;
  await earn(creator, 3n * DOLLAR, { settled: false });
  const at = () => getEarningsBalance(creatorId, 'usd');
  const pendingMicros = 3n * DOLLAR;
  expect(await at()).toEqual({
    pendingMicros,
    availableMicros: 25n * DOLLAR,
    inTransitMicros: 0n,
    paidMicros: 0n,
  });

  const { payoutId, status } = await request(creatorId);
  expect(status).toBe('sent');
  const sent = `payout_sent creator_available > creator_in_transit ${25n * DOLLAR}`;
  expect(await postingsOf(payoutId)).toEqual([sent]);
  expect(await at()).toEqual({
    pendingMicros,
    availableMicros: 0n,
    inTransitMicros: 25n * DOLLAR,
    paidMicros: 0n,
  });
  expect(transfersTo(accountId)).toMatchObject([{ amount: 2_500, currency: 'usd' }]);

  await deliver();
  expect(await readPayout(payoutId)).toMatchObject({ status: 'sent' });
  const bankPayout = await endAtBank(accountId, 'pay');
  expect(await readPayout(payoutId)).toMatchObject({
    status: 'paid',
    bankPayoutRef: bankPayout,
    arrivesAt: expect.any(Date),
    paidAt: expect.any(Date),
  });
  expect(await postingsOf(payoutId)).toEqual([
    sent,
    `payout_paid creator_in_transit > card_clearing ${25n * DOLLAR}`,
  ]);
  expect(await at()).toEqual({
    pendingMicros,
    availableMicros: 0n,
    inTransitMicros: 0n,
    paidMicros: 25n * DOLLAR,
  });
});

test('an amount of one’s own; what is less than a cent stays', async () => {
  const { creatorId } = await makePayee(40n * DOLLAR + 1_234n);
  const first = await request(creatorId, { amountMicros: 15n * DOLLAR });
  expect(await readPayout(first.payoutId)).toMatchObject({ amountMicros: 15n * DOLLAR });
  await deliver();
  await db.payout.findFirstOrThrow({ where: { id: first.payoutId, status: 'sent' } });
  await endAtBank((await readPayout(first.payoutId)).accountRef, 'pay');
  const second = await request(creatorId);
  expect(await readPayout(second.payoutId)).toMatchObject({ amountMicros: 25n * DOLLAR });
  expect(await balances(creatorId)).toEqual({ available: 1_234n, inTransit: 25n * DOLLAR });
});

test.each([
  ['nothing', 0n, null, 'payout_below_minimum'],
  ['less than the minimum', 9_990_000n, null, 'payout_below_minimum'],
  ['a hair less, with fractions of a cent', 9_999_999n, null, 'payout_below_minimum'],
  ['an amount below the minimum', 50n * DOLLAR, 5n * DOLLAR, 'payout_below_minimum'],
  ['zero', 50n * DOLLAR, 0n, 'payout_below_minimum'],
  ['a negative amount', 50n * DOLLAR, -20n * DOLLAR, 'invalid_input'],
  ['fractions of a cent', 50n * DOLLAR, 20_000_001n, 'invalid_input'],
  ['more than is available', 50n * DOLLAR, 50_010_000n, 'payout_too_large'],
] as const)('%s is refused, and nothing has moved', async (_name, available, amountMicros, code) => {
  const creator = await makeCreator();
  const accountId = await onboard(creator.creatorId);
  if (available > 0n) await earn(creator, available);
  await expect(request(creator.creatorId, { amountMicros })).rejects.toMatchObject({ code });
  expect(await balances(creator.creatorId)).toEqual({ available, inTransit: 0n });
  expect(await listPayouts(creator.creatorId)).toEqual([]);
  expect(transfersTo(accountId)).toEqual([]);
});

test('the refusal names the minimum, in the creator’s language', async () => {
  const { creatorId } = await makePayee(DOLLAR);
  await expect(request(creatorId, { locale: 'ko' })).rejects.toMatchObject({ details: { min: '$10.00' } });
});

test.each(['restricted', 'rejected'] as const)(
  'an account that is %s is refused, and so is none at all',
  async (outcome) => {
    const creator = await makeCreator();
    await earn(creator, 20n * DOLLAR);
    await expect(request(creator.creatorId)).rejects.toMatchObject({ code: 'payout_not_verified' });
    await onboard(creator.creatorId, outcome);
    await expect(request(creator.creatorId)).rejects.toMatchObject({ code: 'payout_not_verified' });
    expect(await balances(creator.creatorId)).toEqual({ available: 20n * DOLLAR, inTransit: 0n });
  },
);

test('while on hold nothing leaves; afterwards it does', async () => {
  const { creatorId, userId } = await makePayee(20n * DOLLAR);
  await setPayoutsFrozen({ creatorId, actorId: userId, reason: 'Under review' });
  await expect(request(creatorId)).rejects.toMatchObject({ code: 'payouts_frozen' });
  expect(await balances(creatorId)).toEqual({ available: 20n * DOLLAR, inTransit: 0n });
  await setPayoutsFrozen({ creatorId, actorId: userId, reason: null });
  expect(await request(creatorId)).toMatchObject({ status: 'sent' });
});

test('the same press, one after the other and fifty at once, is one payout', async () => {
  const { creatorId, accountId } = await makePayee(20n * DOLLAR);
  const requestKey = randomUUID();
  const results = await Promise.all(Array.from({ length: 50 }, () => request(creatorId, { requestKey })));
  const again = await request(creatorId, { requestKey: requestKey.toUpperCase() });
  expect(new Set([...results, again].map(({ payoutId }) => payoutId)).size).toBe(1);
  expect(transfersTo(accountId)).toHaveLength(1);
  expect(await postingsOf(again.payoutId)).toHaveLength(1);
  await expect(request(creatorId, { requestKey, amountMicros: 11n * DOLLAR })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});

test('fifty different requests at once: one payout, forty-nine refusals', async () => {
  const { creatorId, accountId } = await makePayee(30n * DOLLAR);
  const results = await Promise.allSettled(
    Array.from({ length: 50 }, () => request(creatorId, { amountMicros: 10n * DOLLAR })),
  );
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'payout_in_flight' });
  }
  expect(transfersTo(accountId)).toHaveLength(1);
  expect(await balances(creatorId)).toEqual({ available: 20n * DOLLAR, inTransit: 10n * DOLLAR });
});

test('many creators at once are paid without standing in each other’s way', async () => {
  const payees = [];
  for (let i = 0; i < 8; i += 1) payees.push(await makePayee(12n * DOLLAR));
  const results = await Promise.all(payees.map(({ creatorId }) => request(creatorId)));
  expect(results.map(({ status }) => status)).toEqual(Array(8).fill('sent'));
});

test('the database itself refuses a second payout in flight and a change of what was asked', async () => {
  const { creatorId } = await makePayee(30n * DOLLAR);
  const { payoutId } = await request(creatorId, { amountMicros: 10n * DOLLAR });
  const row = await readPayout(payoutId);
  const copy = {
    creatorId,
    currency: 'usd',
    amountMicros: 10n * DOLLAR,
    accountRef: row.accountRef,
  };
  await expect(db.payout.create({ data: { ...copy, requestKey: randomUUID() } })).rejects.toThrow();
  for (const data of [{ amountMicros: 1n }, { accountRef: 'acct_x' }, { transferRef: 'tr_x' }]) {
    await expect(db.payout.update({ where: { id: payoutId }, data })).rejects.toThrow();
  }
  await expect(db.payout.update({ where: { id: payoutId }, data: { status: 'failed' } })).rejects.toThrow();
  await expect(db.payout.delete({ where: { id: payoutId } })).rejects.toThrow();
});

test('the statement names what a payout pays for, to the micro, for its creator alone', async () => {
  const creator = await makeCreator();
  const { creatorId } = creator;
  const accountId = await onboard(creatorId);
  const settlements = [
    await earn(creator, 12n * DOLLAR, { feePercent: 10 }),
    await earn(creator, 20n * DOLLAR, { feePercent: 10 }),
    await earn(creator, 1_001n, { feePercent: 10 }),
  ];
  const first = await request(creatorId, { amountMicros: 15n * DOLLAR });
  const statement = await getPayoutStatement(creatorId, first.payoutId);
  expect(statement.lines).toMatchObject([
    {
      settlementId: settlements[0],
      unlockCount: 1,
      grossMicros: 12n * DOLLAR,
      feeMicros: 1_200_000n,
      netMicros: 10_800_000n,
      paidMicros: 10_800_000n,
    },
    { settlementId: settlements[1], netMicros: 18n * DOLLAR, paidMicros: 4_200_000n },
  ]);
  expect(statement.otherMicros).toBe(0n);

  await deliver();
  await endAtBank(accountId, 'pay');
  const second = await request(creatorId);
  const rest = await getPayoutStatement(creatorId, second.payoutId);
  expect(rest.amountMicros).toBe(13_800_000n);
  expect(rest.lines).toMatchObject([{ settlementId: settlements[1], paidMicros: 13_800_000n }]);
  const other = await makeCreator();
  await expect(getPayoutStatement(other.creatorId, second.payoutId)).rejects.toMatchObject({
    code: 'not_found',
  });
  expect((await listPayouts(creatorId)).map(({ id }) => id)).toEqual([second.payoutId, first.payoutId]);
  expect(await listPayouts(creatorId, { before: second.payoutId })).toMatchObject([{ id: first.payoutId }]);
  expect(bankPayoutsOf(accountId)).toHaveLength(2);
});

test('the reconciliation finds a payout that was posted by hand', async () => {
  const { creatorId } = await makePayee(20n * DOLLAR);
  const { payoutId } = await request(creatorId);
  const brokenPayouts = async () =>
    (await listBrokenLaws()).filter((law) => law.startsWith('Each payout is posted'));
  expect(await brokenPayouts()).toEqual([]);
  await pool.query(`SELECT post_payout_step($1, 'payout_failed', 9, $2, 'usd', 1)`, [payoutId, creatorId]);
  expect(await brokenPayouts()).toHaveLength(1);
  await pool.query(`ALTER TABLE transfers DISABLE TRIGGER transfers_insert_only`);
  await pool.query(`DELETE FROM transfers WHERE ref = $1 AND kind = 'payout_failed' AND leg = 9`, [payoutId]);
  await pool.query(`ALTER TABLE transfers ENABLE ALWAYS TRIGGER transfers_insert_only`);
  await pool.query(
    `UPDATE accounts SET balance_micros = balance_micros + CASE type WHEN 'creator_in_transit' THEN 1
      ELSE -1 END
     WHERE creator_id = $1 AND balance_micros IS NOT NULL`,
    [creatorId],
  );
  expect(await brokenPayouts()).toEqual([]);
});
