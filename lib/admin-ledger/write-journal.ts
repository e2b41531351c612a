import 'server-only';
import { Readable } from 'node:stream';
import type { AccountType } from '@/lib/generated/prisma/enums';
import { CURRENCIES, toDecimalString } from '@/lib/money';
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

const ACCOUNTS = `SELECT a.id, a.type::text, trim(a.currency) AS currency, a.created_at, coalesce(l.balance_micros, a.balance_micros) AS stored
  FROM accounts a LEFT JOIN lots l ON l.account_id = a.id ORDER BY a.id`;

/**
 * The whole ledger, until `at` when it is given, as a journal that the program accepts: each transfer one transaction,
 * debits above zero. Up to now it ends with an assertion of every balance that is stored, so that the program itself proves
 * them. Dates are days of UTC; the ledger's order within a day is kept.
 */
export function writeJournal(format: JournalFormat, at: Date | null): ReadableStream<Uint8Array> {
  const lines = fromSnapshot((snapshot) => journal(snapshot, DIALECTS[format], at));
  return Readable.toWeb(Readable.from(inChunks(lines))) as ReadableStream<Uint8Array>;
}

interface Dialect {
  head: string;
  open(account: AccountLine): string;
  transaction(row: TransferRow): string;
  /** What the account holds at the end, debits above zero. */
  assertion(account: AccountLine, day: string, amount: string): string;
}

async function* journal(snapshot: Snapshot, dialect: Dialect, at: Date | null): AsyncGenerator<string> {
  yield dialect.head;
  for await (const account of snapshot.rows<AccountLine>(ACCOUNTS)) yield dialect.open(account);
  let last: Date | null = null;
  const all = { type: '', currency: '', owner: '', kind: '', from: null, at, accountId: null };
  for await (const row of streamTransfers(snapshot, all)) {
    last = row.at;
    yield dialect.transaction(row);
  }
  if (at || !last) return;
  const next = dayOf(new Date(last.getTime() + 86_400_000));
  for await (const account of snapshot.rows<AccountLine>(ACCOUNTS)) {
    if (account.stored === null) continue;
    yield dialect.assertion(account, next, exact(-BigInt(account.stored), account.currency));
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
    head: `; Farthing, the whole ledger. Times are UTC.\ndecimal-mark .\n${Object.keys(CURRENCIES)
      .map((code) => `commodity 1.000000 ${code.toUpperCase()}\n`)
      .join('')}`,
    open: ({ type, id }) => `account ${journalAccount(type, id)}\n`,
    transaction: (row) =>
      `\n${dayOf(row.at)} * (${row.kind}-${row.ref}) ${row.kind}  ; time:${row.at.toISOString()}, leg:${row.leg}\n${postings(row, '    ')}\n`,
    assertion: ({ type, id, currency }, day, amount) =>
      `\n${day} * stored balance\n    ${journalAccount(type, id)}  0 ${currency.toUpperCase()} = ${amount}\n`,
  },
  beancount: {
    head: '; Farthing, the whole ledger. Times are UTC.\noption "title" "Farthing"\n',
    // The first transfers may be older than an account's row by a moment around midnight.
    open: ({ type, id, currency }) =>
      `1970-01-01 open ${journalAccount(type, id)} ${currency.toUpperCase()}\n`,
    transaction: (row) =>
      `\n${dayOf(row.at)} * "${row.kind}" "${row.kind}-${row.ref}"\n  time: "${row.at.toISOString()}"\n  leg: ${row.leg}\n${postings(row, '  ')}\n`,
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
