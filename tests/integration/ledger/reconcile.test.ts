import { spawnSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { grantPromotion } from '@/lib/ground/ledger/grant-promotion';
import { refundUnlock } from '@/lib/ground/ledger/refund-unlock';
import { spend } from '@/lib/ground/ledger/spend';
import { listBrokenLaws, makeCreator, makeItem, makeReader, one } from './world';

// The reconciliation is shown to find what it looks for: history is changed behind the ledger's back, one law
// at a time.
const creator = await makeCreator();
const wonCreator = await makeCreator('krw');
const policy = { windowMinutes: 30, quota: 100, quotaDays: 30 };

async function account(type: string, currency: string): Promise<string> {
  return (await one<{ id: string }>('SELECT platform_account($1::account_type, $2) AS id', [type, currency]))
    .id;
}

let unlocked = 0n;
let clearing = '';
let wonClearing = '';

beforeAll(async () => {
  const { userId, walletId } = await makeReader(1_000_000n);
  await grantPromotion(db, { walletId, amountMicros: 5_000n, grantKey: 'welcome', expiresAt: null });
  const buy = async () => {
    const itemId = await makeItem(creator, 10_000n);
    const result = await spend({ walletId, itemId, seenPriceMicros: 10_000n });
    if (result.status !== 'unlocked') throw new Error(result.status);
    return result.unlockId;
  };
  unlocked = await buy();
  await refundUnlock({ readerId: userId, unlockId: await buy(), policy });
  await pool.query('SELECT settle_account($1, clock_timestamp(), 10)', [creator.pendingAccountId]);
  await makeReader(1_000n, 'krw');
  clearing = await account('card_clearing', 'usd');
  wonClearing = await account('card_clearing', 'krw');
  expect(await listBrokenLaws()).toEqual([]);
  // This file's database is its own; from here on nothing keeps its rules.
  for (const table of ['transfers', 'unlocks', 'lots', 'settlements', 'top_ups', 'accounts', 'gift_releases'])
    await pool.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await pool.query('DROP INDEX unlocks_live_key');
  await pool.query('ALTER TABLE gift_releases DROP CONSTRAINT gift_releases_payout_id_fkey');
});

const stray = (kind: string, ref: number, debit: () => string, credit: () => string) => ({
  harm: () =>
    `INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros)
      VALUES (${ref}, '${kind}', 0, ${debit()}, ${credit()}, 7)`,
  mend: () => `DELETE FROM transfers WHERE ref = ${ref} AND kind = '${kind}'`,
});

const HARMS: [law: RegExp, what: string, { harm(): string; mend(): string }][] = [
  [
    /^The sum of all debits/,
    'a transfer joins two currencies',
    stray(
      'processing_fee',
      901,
      () => clearing,
      () => wonClearing,
    ),
  ],
  [
    /^No lot was below zero/,
    'money was spent before it came',
    {
      harm: () => `UPDATE transfers SET created_at = created_at + interval '1 hour' WHERE kind = 'top_up'`,
      mend: () => `UPDATE transfers SET created_at = created_at - interval '1 hour' WHERE kind = 'top_up'`,
    },
  ],
  [
    /^Each unlock is paid in full/,
    'an unlock cost more than was paid',
    {
      harm: () => `UPDATE unlocks SET price_micros = price_micros + 1 WHERE id = ${unlocked}`,
      mend: () => `UPDATE unlocks SET price_micros = price_micros - 1 WHERE id = ${unlocked}`,
    },
  ],
  [
    /^A reader pays for an item at most once/,
    'an item was sold twice',
    {
      harm: () =>
        `INSERT INTO unlocks (id, wallet_id, reader_id, item_id, price_micros)
          SELECT 900, wallet_id, reader_id, item_id, price_micros FROM unlocks WHERE id = ${unlocked}`,
      mend: () => 'DELETE FROM unlocks WHERE id = 900',
    },
  ],
  [
    /^A refund restores exactly the lots/,
    'a refund went elsewhere',
    {
      harm: () => `UPDATE transfers SET credit_account_id = ${clearing} WHERE kind = 'unlock_refund'`,
      mend: () =>
        `UPDATE transfers r SET credit_account_id = p.debit_account_id FROM transfers p
          WHERE r.kind = 'unlock_refund' AND p.kind = 'unlock' AND p.ref = r.ref AND p.leg = r.leg`,
    },
  ],
  [
    /^Stored balances equal/,
    'a balance is a micro too high',
    {
      harm: () => `UPDATE lots SET balance_micros = balance_micros + 1 WHERE kind = 'paid'`,
      mend: () => `UPDATE lots SET balance_micros = balance_micros - 1 WHERE kind = 'paid'`,
    },
  ],
  [
    /^Settlements and fees conserve/,
    'a settlement counts an unlock too many',
    {
      harm: () => 'UPDATE settlements SET unlock_count = unlock_count + 1',
      mend: () => 'UPDATE settlements SET unlock_count = unlock_count - 1',
    },
  ],
  [
    /^Each paid top-up/,
    'a top-up says another amount than was posted',
    {
      harm: () => 'UPDATE top_ups SET amount_micros = amount_micros + 1',
      mend: () => 'UPDATE top_ups SET amount_micros = amount_micros - 1',
    },
  ],
  [
    /^Each payout is posted/,
    'a payout was posted without its row',
    stray(
      'payout_sent',
      902,
      () => String(creator.pendingAccountId),
      () => clearing,
    ),
  ],
  [
    /^Each adjustment is posted/,
    'an adjustment was posted that nobody asked for',
    stray(
      'adjustment',
      903,
      () => clearing,
      () => String(wonCreator.pendingAccountId),
    ),
  ],
  [
    /^What gifts paid for/,
    'a settlement names another part',
    {
      harm: () => 'UPDATE settlements SET gift_micros = gift_micros + 1',
      mend: () => 'UPDATE settlements SET gift_micros = gift_micros - 1',
    },
  ],
  [
    /^What gifts paid for/,
    'a month released more than its cap',
    {
      harm: () =>
        `INSERT INTO gift_releases (creator_id, currency, amount_micros, payout_id, cap_micros)
          VALUES (${creator.creatorId}, 'usd', 7, 901, 6)`,
      mend: () => 'DELETE FROM gift_releases',
    },
  ],
];

test.each(HARMS)('%s: found when %s', async (law, _what, { harm, mend }) => {
  await pool.query(harm());
  const broken = await listBrokenLaws();
  await pool.query(mend());
  expect(broken).toContainEqual(expect.stringMatching(law));
  expect(await listBrokenLaws()).toEqual([]);
});

test('the command ends with 1 and the row when a law is broken, and with 0 when all hold', async () => {
  const run = () =>
    spawnSync(process.execPath, ['--import', 'tsx', 'scripts/reconcile.ts'], {
      env: process.env,
      encoding: 'utf8',
    });
  const whole = run();
  expect(whole.stdout).toContain('holds   Stored balances equal summed transfers');
  expect(whole.status).toBe(0);
  await pool.query(`UPDATE lots SET balance_micros = balance_micros + 1 WHERE kind = 'promotional'`);
  const broken = run();
  expect(broken.status).toBe(1);
  expect(broken.stdout).toMatch(
    /BROKEN {2}Stored balances equal summed transfers .*\n +\{"account":"\d+","stored":"1","summed":"0"\}/,
  );
});
