import { expect, test } from 'vitest';
import { pool } from '@/lib/core/db';
import { readFilters } from '@/lib/desks/backoffice/ledger/filters';
import { getCause } from '@/lib/desks/backoffice/ledger/get-cause';
import { listAccountTransfers } from '@/lib/desks/backoffice/ledger/list-account-transfers';
import { ACCOUNTS_PAGE, getAccount, listAccounts } from '@/lib/desks/backoffice/ledger/list-accounts';
import { readTrialBalance } from '@/lib/desks/backoffice/ledger/read-trial-balance';
import { balanceAt } from '@/lib/ground/ledger/balance-at';
import { makeReader } from '../ledger/world';
import { makeStory, noFilters } from './world';

const story = await makeStory();
const page = (id: bigint, before: string | null = null, at: Date | null = null) =>
  listAccountTransfers(id, { at, before });

test('each account’s lines add up to its balance, and each line’s balance to those before', async () => {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM accounts');
  for (const { id } of rows) {
    const lines = await page(BigInt(id));
    const [newest] = lines;
    expect(newest?.balanceAfterMicros ?? 0n).toBe(await balanceAt(BigInt(id), new Date(Date.now() + 60_000)));
    for (const [k, line] of lines.entries())
      expect(line.balanceAfterMicros - line.amountMicros).toBe(lines[k + 1]?.balanceAfterMicros ?? 0n);
  }
  const kinds = (await page(story.lotId)).map(({ kind }) => kind);
  expect(kinds.sort()).toEqual(['top_up', 'unlock', 'unlock', 'unlock', 'unlock_refund']);
});

test('pages follow one another without a gap, also with many transfers of one moment', async () => {
  const reader = await makeReader();
  const { rows } = await pool.query(`SELECT account_id AS id FROM lots WHERE wallet_id = $1`, [
    reader.walletId,
  ]);
  const lot = BigInt(rows[0].id);
  await pool.query(
    `WITH made AS (
       INSERT INTO top_ups (wallet_id, request_key, amount_micros, status, paid_at, expires_at)
       SELECT $1, gen_random_uuid(), n * 10000, 'paid', now(), now() FROM generate_series(1, 130) n
         RETURNING id, amount_micros
     ) INSERT INTO transfers (ref, kind, leg, debit_account_id, credit_account_id, amount_micros, created_at)
       SELECT id, 'top_up', 0, platform_account('card_clearing', 'usd'), $2, amount_micros, timestamptz
         '2026-01-01' + (id % 2) * interval '1 hour' FROM made`,
    [reader.walletId, lot],
  );
  await pool.query('UPDATE lots SET balance_micros = $2 WHERE account_id = $1', [lot, 130 * 131 * 5_000]);
  const seen: string[] = [];
  const balances: bigint[] = [];
  for (let before: string | null = null; ; ) {
    const rowsOfPage = await page(lot, before);
    const shown = rowsOfPage.slice(0, 50);
    seen.push(...shown.map(({ cursor }) => cursor));
    balances.push(...shown.map(({ balanceAfterMicros }) => balanceAfterMicros));
    if (rowsOfPage.length <= 50) break;
    before = shown.at(-1)?.cursor ?? null;
  }
  expect(new Set(seen).size).toBe(130);
  expect(seen).toHaveLength(130);
  expect(balances[0]).toBe(BigInt(130 * 131 * 5_000));
  expect(new Set(balances).size).toBe(130);
  expect(await page(lot, 'not a cursor')).toEqual(await page(lot));
  expect(await page(lot, '1.1.no_such_kind.0')).toEqual(await page(lot));
});

test('at a moment before the refund the lot is as it was then', async () => {
  const refund = (await page(story.lotId)).find(({ kind }) => kind === 'unlock_refund');
  const before = new Date((refund?.at.getTime() ?? 0) - 1);
  const lines = await page(story.lotId, null, before);
  expect(lines.some(({ kind }) => kind === 'unlock_refund')).toBe(false);
  expect(lines[0]?.balanceAfterMicros).toBe(await balanceAt(story.lotId, before));
});

test('accounts are found by type, group, currency and owner; the trial balance is their sum', async () => {
  const list = (given: object) => listAccounts({ ...noFilters, ...given }, null);
  const { rows } = await pool.query('SELECT email FROM users WHERE id = $1', [story.reader.userId]);
  expect((await list({ owner: rows[0].email })).map(({ id }) => id)).toEqual([story.lotId]);
  expect((await list({ owner: String(story.reader.userId) })).map(({ id }) => id)).toContain(story.lotId);
  expect((await list({ type: 'creators' })).map(({ type }) => type).sort()).toEqual([
    'creator_available',
    'creator_in_transit',
    'creator_pending',
  ]);
  expect(await list({ currency: 'krw' })).toEqual([]);
  expect(await list({ owner: '%' })).toEqual([]);
  expect(await list({ owner: "' OR 1=1 --" })).toEqual([]);
  const trial = await readTrialBalance(new Date(Date.now() + 60_000));
  for (const line of trial.lines) {
    const sum = (await list({ type: line.type })).reduce(
      (total, { balanceMicros }) => total + balanceMicros,
      0n,
    );
    expect(line.creditMicros - line.debitMicros, line.type).toBe(sum);
  }
  expect(trial.totals).toEqual([expect.objectContaining({ currency: 'usd', differenceMicros: 0n })]);
  const [total] = trial.totals;
  expect(total?.debitMicros).toBe(total?.creditMicros);
  expect((await readTrialBalance(new Date('2020-01-01'))).lines).toEqual([]);
});

test('accounts come in pages by number', async () => {
  await Promise.all(Array.from({ length: ACCOUNTS_PAGE + 5 }, () => makeReader()));
  const first = await listAccounts(noFilters, null);
  expect(first).toHaveLength(ACCOUNTS_PAGE + 1);
  const second = await listAccounts(noFilters, first[ACCOUNTS_PAGE - 1]?.id ?? null);
  expect(second[0]?.id).toBe(first[ACCOUNTS_PAGE]?.id);
});

test('each transfer leads to what caused it, with all its legs', async () => {
  for (const line of await page(story.lotId)) {
    const cause = await getCause(line.kind, line.ref);
    expect(cause?.row?.userId).toBe(story.reader.userId);
    expect(
      cause?.legs.some(({ debit, credit }) => debit.id === story.lotId || credit.id === story.lotId),
    ).toBe(true);
  }
  const taken = await getCause('unlock_refund', story.unlocks[2] ?? 0n);
  expect(taken?.legs.map(({ kind }) => kind)).toEqual(['unlock', 'unlock_refund']);
  const { rows } = await pool.query('SELECT id FROM settlements');
  const settled = await getCause('settlement', BigInt(rows[0].id));
  expect(settled?.legs.map(({ kind, amountMicros }) => [kind, amountMicros])).toEqual([
    ['settlement', 31_500n],
    ['platform_fee', 3_500n],
  ]);
  expect(await getCause('unlock', 999_999n)).toBeNull();
  expect(await getCause('no_such_kind', 1n)).toBeNull();
  expect(await getAccount(999_999n)).toBeNull();
});

test('filters take any text and keep only what has a meaning', () => {
  const read = (given: Record<string, string>) => readFilters((name) => given[name] ?? '');
  expect(
    read({ type: 'constructor', currency: 'xxx', kind: '__proto__', at: 'soon', from: '2026-13-40' }),
  ).toEqual({
    ...noFilters,
  });
  expect(
    read({ type: 'platform', currency: 'usd', kind: 'unlock', at: '2026-11-22T10:30', owner: ' a\0b ' }),
  ).toEqual({
    type: 'platform',
    currency: 'usd',
    owner: 'ab',
    kind: 'unlock',
    from: null,
    at: new Date('2026-11-22T10:30:00Z'),
  });
});
