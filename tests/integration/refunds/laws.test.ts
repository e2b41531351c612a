import { expect, test } from 'vitest';
import { pool } from '@/lib/core/db';
import { spend } from '@/lib/ground/ledger/spend';
import { reverseUnlock } from '@/lib/rooms/money-back/refunds/reverse-unlock';
import { listBrokenLaws, makeCreator, makeItem } from '../ledger/world';
import { control, DOLLAR, deliver, makeAdmin, makePayer, refund } from './world';

// The laws of money that goes back are shown to find what they look for: history is changed behind the
// ledger's back.
const act = await makeAdmin();
const creator = await makeCreator();
const payer = await makePayer([10, 10], '4242424242424242');
const itemId = await makeItem(creator, DOLLAR);
const unlock = await spend({ walletId: payer.walletId, itemId, seenPriceMicros: DOLLAR });
if (unlock.status !== 'unlocked') throw new Error(unlock.status);
await pool.query('SELECT settle_account($1, clock_timestamp(), 10)', [creator.pendingAccountId]);
await reverseUnlock({ unlockId: unlock.unlockId, source: 'available', note: 'A test.', act, locale: 'en' });
const { refundId } = await refund(payer.topUpId, { act, amountMicros: 2n * DOLLAR });
const disputed = await makePayer([10], '4000000000000259');
await control(`charges/${payer.topUps[1]?.chargeRef}/dispute`);
await deliver();
const { rows } = await pool.query('SELECT dispute_ref AS id FROM disputes ORDER BY id');
for (const { id } of rows) await control(`disputes/${id}/lose`);
await deliver();

async function broken(): Promise<string> {
  return (await listBrokenLaws()).join('\n');
}

/** Past the rules that forbid it, and back again. */
async function harmed(table: string, harm: string, mend: string): Promise<string> {
  const run = async (sql: string) => {
    await pool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await pool.query(sql);
    await pool.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  };
  await run(harm);
  const found = await broken();
  await run(mend);
  return found;
}

test('in order, no law is broken', async () => {
  expect(disputed.topUpId).toBeDefined();
  expect(await listBrokenLaws()).toEqual([]);
});

test.each([
  [
    'a refund says more than was posted',
    'refunds',
    `amount_micros = amount_micros + 10000`,
    `amount_micros = amount_micros - 10000`,
  ],
  ['a refund failed and nothing came back', 'refunds', `status = 'failed'`, `status = 'succeeded'`],
])('%s: found', async (_what, table, harm, mend) => {
  const where = `WHERE id = ${refundId}`;
  await pool.query('ALTER TABLE refunds DROP CONSTRAINT refunds_own_check');
  const found = await harmed(
    table,
    `UPDATE ${table} SET ${harm} ${where}`,
    `UPDATE ${table} SET ${mend} ${where}`,
  );
  await pool.query(
    'ALTER TABLE refunds ADD CONSTRAINT refunds_own_check CHECK (actor_id IS NULL OR lot_micros = ' +
      'amount_micros)',
  );
  expect(found).toMatch(/^Each refund is posted as its row says/m);
});

test('more refunds than were paid: found', async () => {
  const { rows } = await pool.query(`SELECT amount_micros::text AS micros FROM top_ups WHERE id = $1`, [
    payer.topUpId,
  ]);
  const set = (micros: string) => `UPDATE top_ups SET amount_micros = ${micros} WHERE id = ${payer.topUpId}`;
  expect(await harmed('top_ups', set('1000000'), set(rows[0].micros))).toMatch(/^Each refund is posted/m);
});

test('a reversal at another cost than was posted: found', async () => {
  const shift = (by: number) =>
    `UPDATE unlock_reversals SET creator_micros = creator_micros + ${by}, fee_micros = fee_micros - ${by}`;
  expect(await harmed('unlock_reversals', shift(1), shift(-1))).toMatch(
    /^An unlock that an admin takes back/m,
  );
});

test('a dispute with another movement or another loss than was posted: found', async () => {
  const move = (by: number) => `UPDATE dispute_movements SET amount_micros = amount_micros + ${by}`;
  expect(await harmed('dispute_movements', move(1), move(-1))).toMatch(/^Each dispute is posted/m);
  const lose = (by: number) => `UPDATE disputes SET lost_platform_micros = lost_platform_micros + ${by}`;
  expect(await harmed('disputes', lose(1), lose(-1))).toMatch(/^Each dispute is posted/m);
});
