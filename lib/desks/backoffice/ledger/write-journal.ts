import 'server-only';
import { CURRENCIES } from '@/lib/core/currencies';
import { streamDownload } from '@/lib/core/http/stream-download';
import { toDecimalString } from '@/lib/core/money';
import { DAY_MS } from '@/lib/core/time';
import type { AccountType } from '@/lib/generated/prisma/enums';
import { journalAccount } from './journal-accounts';
import { fromSnapshot, type Snapshot } from './stream-rows';
import { streamTransfers, type TransferRow } from './stream-transfers';

export const JOURNAL_FORMATS = ['hledger', 'beancount'] as const;
export type JournalFormat = (typeof JOURNAL_FORMATS)[number];

interface AccountLine {
  id: string;
  type: AccountType;
  currency: string;
  created_at: Date;
  /** Stored: it proves the journal, which was made from transfers alone. Null where no balance is stored. */
  stored: string | null;
}

const ACCOUNTS = `SELECT a.id, a.type::text, trim(a.currency) AS currency, a.created_at, a.balance_micros AS
  stored
  FROM account_facts a ORDER BY a.id`;

interface Period {
  /** Null: from the beginning. */
  from: Date | null;
  /** Inclusive; null: until now. */
  at: Date | null;
}

interface OpeningLine {
  id: string;
  type: AccountType;
  currency: string;
  micros: string;
}

/** What each account held just before a moment, debits above zero. The sum is always zero. */
const OPENINGS = `
  SELECT a.id, a.type::text, trim(a.currency) AS currency, s.micros FROM (
    SELECT id, sum(micros) AS micros FROM (
      SELECT debit_account_id AS id, sum(amount_micros) AS micros FROM transfer_facts WHERE created_at < $1
        GROUP BY 1
      UNION ALL SELECT credit_account_id, -sum(amount_micros) FROM transfer_facts WHERE created_at < $1
        GROUP BY 1
    ) sides GROUP BY 1 HAVING sum(micros) <> 0
  ) s JOIN account_facts a ON a.id = s.id ORDER BY a.id`;

/**
 * The ledger, or a period of it, as a journal that the program accepts: each transfer one transaction, debits
 * above zero. A period begins with one transaction that opens every balance. Up to now it ends with an
 * assertion of every balance that is stored, so that the program itself proves them. Dates are days of UTC;
 * the ledger's order within a day is kept.
 */
export function writeJournal(format: JournalFormat, period: Period): ReadableStream<Uint8Array> {
  const lines = fromSnapshot((snapshot) => journal(snapshot, DIALECTS[format], period));
  return streamDownload('journal', inChunks(lines));
}

interface Dialect {
  head: string;
  open(account: AccountLine): string;
  /** The transaction whose postings are the opening balances, without them. */
  opening(day: string): string;
  indent: string;
  transaction(row: TransferRow): string;
  /** What the account holds at the end, debits above zero. */
  assertion(account: AccountLine, day: string, amount: string): string;
}

async function* journal(snapshot: Snapshot, dialect: Dialect, { from, at }: Period): AsyncGenerator<string> {
  yield dialect.head;
  for await (const account of snapshot.rows<AccountLine>(ACCOUNTS)) yield dialect.open(account);
  let last: Date | null = from;
  if (from) yield* openings(snapshot, dialect, from);
  const all = { type: '', currency: '', owner: '', kind: '', from, at, accountId: null };
  for await (const row of streamTransfers(snapshot, all)) {
    last = row.at;
    yield dialect.transaction(row);
  }
  if (at || !last) return;
  const next = dayOf(new Date(last.getTime() + DAY_MS));
  for await (const account of snapshot.rows<AccountLine>(ACCOUNTS)) {
    if (account.stored === null) continue;
    yield dialect.assertion(account, next, exact(-BigInt(account.stored), account.currency));
  }
}

async function* openings(snapshot: Snapshot, dialect: Dialect, from: Date): AsyncGenerator<string> {
  let isFirst = true;
  for await (const { id, type, currency, micros } of snapshot.rows<OpeningLine>(OPENINGS, [from])) {
    if (isFirst) yield dialect.opening(dayOf(from));
    isFirst = false;
    yield `${dialect.indent}${journalAccount(type, id)}  ${decimal(BigInt(micros), currency)}\n`;
  }
}

const dayOf = (date: Date) => date.toISOString().slice(0, 10);
const decimal = (micros: bigint, currency: string) =>
  `${toDecimalString(micros, currency)} ${currency.toUpperCase()}`;

/** All six decimals: beancount takes the written precision for how exact an assertion is meant. */
function exact(micros: bigint, currency: string): string {
  const [units = '', fraction = ''] = toDecimalString(micros, currency).split('.');
  return `${units}.${fraction.padEnd(6, '0')} ${currency.toUpperCase()}`;
}

function postings(row: TransferRow, indent: string): string {
  const micros = BigInt(row.micros);
  return [
    `${indent}${journalAccount(row.debit_type, row.debit_id)}  ${decimal(micros, row.currency)}`,
    `${indent}${journalAccount(row.credit_type, row.credit_id)}  ${decimal(-micros, row.currency)}`,
  ].join('\n');
}

const DIALECTS: Record<JournalFormat, Dialect> = {
  hledger: {
    head: `; Farthing's ledger. Times are UTC.\ndecimal-mark .\n${Object.keys(CURRENCIES)
      .map((code) => `commodity 1.000000 ${code.toUpperCase()}\n`)
      .join('')}`,
    open: ({ type, id }) => `account ${journalAccount(type, id)}\n`,
    indent: '    ',
    opening: (day) => `\n${day} * opening balances\n`,
    transaction: (row) =>
      `\n${dayOf(row.at)} * (${row.kind}-${row.ref}) ${row.kind}  ; time:${row.at.toISOString()}, ` +
      `leg:${row.leg}\n${postings(row, '    ')}\n`,
    assertion: ({ type, id, currency }, day, amount) =>
      `\n${day} * stored balance\n    ${journalAccount(type, id)}  0 ${currency.toUpperCase()} = ${amount}\n`,
  },
  beancount: {
    head: '; Farthing\'s ledger. Times are UTC.\noption "title" "Farthing"\n',
    indent: '  ',
    opening: (day) => `\n${day} * "opening balances"\n`,
    // The first transfers may be older than an account's row by a moment around midnight.
    open: ({ type, id, currency }) =>
      `1970-01-01 open ${journalAccount(type, id)} ${currency.toUpperCase()}\n`,
    transaction: (row) =>
      `\n${dayOf(row.at)} * "${row.kind}" "${row.kind}-${row.ref}"\n  time: ` +
      `"${row.at.toISOString()}"\n  leg: ${row.leg}\n${postings(row, '  ')}\n`,
    assertion: ({ type, id }, day, amount) => `${day} balance ${journalAccount(type, id)}  ${amount}\n`,
  },
};

/** A network write for every line would cost more than the lines. */
async function* inChunks(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let chunk: string[] = [];
  let length = 0;
  for await (const line of lines) {
    chunk.push(line);
    length += line.length;
    if (length < 64 * 1024) continue;
    yield Buffer.from(chunk.join(''));
    chunk = [];
    length = 0;
  }
  if (length > 0) yield Buffer.from(chunk.join(''));
}
