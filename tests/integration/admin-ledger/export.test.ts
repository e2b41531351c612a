import { parse } from 'csv-parse/sync';
import { expect, test, vi } from 'vitest';
import { pool } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { journalAccount } from '@/lib/desks/backoffice/ledger/journal-accounts';
import { fromSnapshot } from '@/lib/desks/backoffice/ledger/stream-rows';
import { streamTransfers } from '@/lib/desks/backoffice/ledger/stream-transfers';
import { JOURNAL_FORMATS, writeJournal } from '@/lib/desks/backoffice/ledger/write-journal';
import { writeTransfersCsv } from '@/lib/desks/backoffice/ledger/write-transfers-csv';
import { writeCsv } from '@/lib/desks/backoffice/write-csv';
import { trialBalance } from '@/lib/ground/ledger/trial-balance';
import { askProgram, readJournal } from './read-journal';
import { makeStory, noFilters, textOf } from './world';

const story = await makeStory();
const WHOLE = { from: null, at: null };
const everything = { ...noFilters, accountId: null };

async function count(): Promise<number> {
  const { rows } = await pool.query('SELECT count(*)::int AS count FROM transfers');
  return rows[0].count;
}

test('the CSV holds every transfer once, exact, in order, and a spreadsheet runs none of it', async () => {
  const text = await textOf(writeTransfersCsv(everything));
  const rows = parse(text, { bom: true, columns: true }) as Record<string, string>[];
  expect(rows).toHaveLength(await count());
  expect(new Set(rows.map(({ kind, ref, leg }) => `${kind}-${ref}-${leg}`)).size).toBe(rows.length);
  expect(rows.map(({ time }) => time)).toEqual(rows.map(({ time }) => time).sort());
  expect(rows.find(({ amount }) => amount === '0.001234')).toMatchObject({ kind: 'unlock', currency: 'USD' });
  expect(rows.flatMap(Object.values).filter((cell) => /^[=+\-@\t]/.test(cell))).toEqual([]);
});

test('filters of the address are filters of the export', async () => {
  const read = async (given: object) =>
    parse(await textOf(writeTransfersCsv({ ...everything, ...given })), {
      bom: true,
      columns: true,
    }) as Record<string, string>[];
  expect((await read({ kind: 'unlock_refund' })).map(({ ref }) => ref)).toEqual([String(story.unlocks[2])]);
  const own = await read({ accountId: story.lotId });
  expect(own).toHaveLength(5);
  expect((await read({ type: 'creator_available' })).map(({ kind }) => kind)).toEqual(['settlement']);
  expect(await read({ currency: 'krw' })).toEqual([]);
  expect(await read({ from: new Date(Date.now() + 60_000) })).toEqual([]);
  expect((await read({ at: story.settledAt })).map(({ kind }) => kind)).toEqual([
    'top_up',
    'unlock',
    'settlement',
    'platform_fee',
  ]);
});

test.each(JOURNAL_FORMATS)(
  'the %s journal is balanced, complete, and proves the stored balances',
  async (format) => {
    const text = await textOf(writeJournal(format, WHOLE));
    const journal = readJournal(text, format);
    expect(journal.transactions).toBe(await count());
    const { rows } = await pool.query(
      `SELECT (SELECT count(*) FROM lots)::int + (SELECT count(balance_micros) FROM accounts)::int AS stored`,
    );
    expect(journal.asserted).toBe(rows[0].stored);
    for (const line of await trialBalance(new Date(Date.now() + 60_000))) {
      const prefix = journalAccount(line.type as 'adjustments', '');
      const sum = [...journal.balances].reduce(
        (total, [name, micros]) => total + (name.startsWith(prefix) ? micros : 0n),
        0n,
      );
      expect(sum, line.type).toBe(line.debitMicros - line.creditMicros);
    }
    const said = await askProgram(text, format);
    if (said !== null) expect(said.trim(), format).toBe('');
  },
);

test.each(JOURNAL_FORMATS)(
  'a %s journal that does not add up is refused by our reader and by the program',
  async (format) => {
    const text = await textOf(writeJournal(format, WHOLE));
    const unbalanced = text.replace('  0.035 USD', '  0.036 USD');
    expect(unbalanced).not.toBe(text);
    expect(() => readJournal(unbalanced, format)).toThrow('unbalanced');
    const lines = text.split('\n');
    const last = lines.findLastIndex((line) => /= -0\.963766 USD$|balance .* -0\.963766 USD$/.test(line));
    expect(last).toBeGreaterThan(0);
    lines[last] = (lines[last] ?? '').replace('-0.963766', '-0.963756');
    const wrong = lines.join('\n');
    expect(() => readJournal(wrong, format)).toThrow('asserted');
    for (const text of [unbalanced, wrong]) {
      const said = await askProgram(text, format);
      if (said !== null) expect(said.trim()).not.toBe('');
    }
  },
);

test.each(JOURNAL_FORMATS)('a %s journal of an earlier moment holds what was there then', async (format) => {
  const at = story.settledAt;
  const text = await textOf(writeJournal(format, { from: null, at }));
  expect(readJournal(text, format)).toMatchObject({ transactions: 4, asserted: 0 });
  const said = await askProgram(text, format);
  if (said !== null) expect(said.trim()).toBe('');
});

test.each(JOURNAL_FORMATS)(
  'a %s journal of a period opens every balance, and proves the stored ones all the same',
  async (format) => {
    const whole = readJournal(await textOf(writeJournal(format, WHOLE)), format);
    const from = story.settledAt;
    const text = await textOf(writeJournal(format, { from, at: null }));
    const period = readJournal(text, format);
    // What was before is in the one transaction that opens.
    expect(period).toMatchObject({ transactions: (await count()) - 4 + 1, asserted: whole.asserted });
    const held = ({ balances }: typeof whole) => new Map([...balances].filter(([, micros]) => micros !== 0n));
    expect(held(period)).toEqual(held(whole));
    const wrong = text.replace('  -0.965 USD', '  -0.964 USD');
    expect(() => readJournal(wrong, format)).toThrow('unbalanced');
    for (const [content, isAccepted] of [
      [text, true],
      [wrong, false],
    ] as const) {
      const said = await askProgram(content, format);
      if (said !== null) expect(said.trim() === '').toBe(isAccepted);
    }

    const between = await textOf(writeJournal(format, { from: new Date(from.getTime() + 1), at: from }));
    expect(readJournal(between, format)).toMatchObject({ transactions: 1, asserted: 0 });
    const early = await textOf(writeJournal(format, { from: new Date('2020-01-01'), at: null }));
    expect(readJournal(early, format)).toMatchObject({
      transactions: await count(),
      asserted: whole.asserted,
    });
  },
);

test('a reader who goes away ends the export, which is told as no fault; a broken one is', async () => {
  const [info, error] = [vi.spyOn(log, 'info'), vi.spyOn(log, 'error')];
  for (const make of [
    () => writeJournal('hledger', WHOLE),
    () => writeTransfersCsv(everything),
    () => writeCsv('audit', [{ key: 'n', header: 'n' }], endless()),
  ]) {
    info.mockClear();
    const reader = make().getReader();
    await reader.read();
    await reader.cancel(new Error('ResponseAborted'));
    expect(info.mock.calls).toEqual([
      [expect.objectContaining({ what: expect.any(String) }), 'the reader of an export went away'],
    ]);
  }
  expect(error).not.toHaveBeenCalled();
  async function* failing() {
    yield { n: '1' };
    throw new Error('the disk is gone');
  }
  await expect(textOf(writeCsv('audit', [{ key: 'n', header: 'n' }], failing()))).rejects.toThrow(
    'the disk is gone',
  );
  expect(error).toHaveBeenCalledWith(expect.objectContaining({ what: 'audit' }), 'an export broke off');
});

async function* endless() {
  for (let n = 0; ; n += 1) yield { n: String(n) };
}

test('an export that nobody reads on ends, and its connection with it', async () => {
  const rows = fromSnapshot((snapshot) => streamTransfers(snapshot, everything));
  await rows.next();
  const open = `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database()
    AND query LIKE 'FETCH%'`;
  expect((await pool.query(open)).rows[0].count).toBe(1);
  await rows.return(undefined);
  await expect.poll(async () => (await pool.query(open)).rows[0].count).toBe(0);
});
