import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Journal {
  transactions: number;
  /** By account, in micros; debits above zero. */
  balances: Map<string, bigint>;
  asserted: number;
}

const AMOUNT = String.raw`(-?\d+(?:\.\d+)?) ([A-Z]{3})`;

function toMicros(decimal: string): bigint {
  const [, sign, units = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(decimal) ?? [];
  const micros = BigInt(units) * 1_000_000n + BigInt(fraction.padEnd(6, '0'));
  return sign ? -micros : micros;
}

/**
 * Reads what both programs agree on: declared accounts, dated transactions that balance, assertions that
 * hold. Throws on the first line that is none of that.
 */
export function readJournal(text: string, format: 'hledger' | 'beancount'): Journal {
  const declared = new Map<string, string | null>();
  const balances = new Map<string, bigint>();
  let transactions = 0;
  let asserted = 0;
  // Written by the helpers below, which narrowing does not follow.
  let open = null as { sums: Map<string, bigint>; postings: number } | null;

  const close = () => {
    if (!open) return;
    if (open.postings < 1) throw new Error('a transaction without postings');
    for (const [currency, sum] of open.sums)
      if (sum !== 0n) throw new Error(`unbalanced: ${sum} ${currency}`);
    open = null;
  };
  const check = (account: string, wanted: string) => {
    if ((balances.get(account) ?? 0n) !== toMicros(wanted))
      throw new Error(`${account} holds ${balances.get(account)}, asserted ${wanted}`);
    asserted += 1;
  };
  const post = (account: string, decimal: string, currency: string) => {
    if (!declared.has(account)) throw new Error(`undeclared ${account}`);
    if (declared.get(account) && declared.get(account) !== currency)
      throw new Error(`${currency} in ${account}`);
    if (!open) throw new Error('a posting outside a transaction');
    const micros = toMicros(decimal);
    balances.set(account, (balances.get(account) ?? 0n) + micros);
    open.sums.set(currency, (open.sums.get(currency) ?? 0n) + micros);
    open.postings += 1;
  };

  const begin = () => {
    close();
    open = { sums: new Map(), postings: 0 };
    transactions += 1;
  };
  // A posting of zero whose assertion is the point of its transaction; hledger only.
  const assertInPosting = (account: string, wanted: string) => {
    if (format !== 'hledger' || !open) throw new Error(`misplaced assertion of ${account}`);
    open.postings += 1;
    transactions -= 1;
    check(account, wanted);
  };
  const day = String.raw`\d{4}-\d\d-\d\d`;
  const rules: [RegExp, (first: string, second: string, third: string) => void][] = [
    [/^$|^;|^decimal-mark \.$|^commodity 1\.0{6} [A-Z]{3}$|^option "title" /, close],
    [/^account (\S+)$/, (account) => declared.set(account, null)],
    [new RegExp(`^${day} open (\\S+) ([A-Z]{3})$`), (account, currency) => declared.set(account, currency)],
    [
      new RegExp(`^${day} balance (\\S+) {2}${AMOUNT}$`),
      (account, wanted) => {
        close();
        check(account, wanted);
      },
    ],
    [new RegExp(`^${day} \\* .+$`), begin],
    [new RegExp(`^ {4}([A-Z]\\S+) {2}0 [A-Z]{3} = ${AMOUNT}$`), assertInPosting],
    [new RegExp(`^ {2,4}([A-Z]\\S+) {2}${AMOUNT}$`), post],
    [/^ {2}(?:time|leg): .+$/, () => {}],
  ];
  for (const line of text.split('\n')) {
    const rule = rules.find(([pattern]) => pattern.test(line));
    if (!rule) throw new Error(`not understood: ${line}`);
    const [, first = '', second = '', third = ''] = rule[0].exec(line) ?? [];
    rule[1](first, second, third);
  }
  close();
  return { transactions, balances, asserted };
}

const PROGRAMS = { hledger: ['hledger', '-s', 'check', '-f'], beancount: ['bean-check'] } as const;

/** What the program itself says of a journal: nothing when it accepts it; null where it is not installed. */
export async function askProgram(text: string, format: keyof typeof PROGRAMS): Promise<string | null> {
  const dir = mkdtempSync(join(tmpdir(), 'farthing-journal-'));
  const file = join(dir, format === 'hledger' ? 'books.journal' : 'books.beancount');
  writeFileSync(file, text);
  const [program, ...args] = PROGRAMS[format];
  try {
    const { stdout, stderr } = await run(program, [...args, file], { maxBuffer: 10 ** 8 });
    return stdout + stderr;
  } catch (error) {
    const failure = error as { code?: unknown; stdout?: string; stderr?: string };
    if (failure.code === 'ENOENT') return null;
    return `${failure.stdout}${failure.stderr}` || String(error);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
