import type { ClientBase } from 'pg';
import { env } from '../../lib/core/env.ts';
import { DAY_MS } from '../../lib/core/time.ts';
import { giftPayoutCapMicros, minPayoutMicros } from '../../lib/ground/policy/index.ts';
import { playHistory } from '../../sandbox/history/play-history.ts';
import { startOfDay } from './calendar.ts';
import { readCreators, readItems, spreadPublications } from './catalogue.ts';
import { loadSandbox } from './load-sandbox.ts';
import { idOf, type Numbers, numberYear } from './number-year.ts';
import type { Person } from './people.ts';
import { plantedTopUp } from './planted-fee.ts';
import { writeTransfers } from './postings.ts';
import { processorSteps } from './processor-steps.ts';
import { simulateYear } from './simulate-year.ts';
import { perDollar } from './tastes.ts';
import { openAccounts, type Work } from './town-at-work.ts';
import type { Rules, Year } from './types.ts';
import { writeAudit } from './write-audit.ts';
import { writeEarnings } from './write-earnings.ts';
import { writeMoneyBack } from './write-money-back.ts';
import { hireStaff, writePeople } from './write-people.ts';
import { writeReading } from './write-reading.ts';
import { writeSupport } from './write-support.ts';
import { writeWallets } from './write-wallets.ts';

export interface TownOptions {
  /** The same seed on the same day, into the same seeded database, is the same town. */
  seed: string;
  readers: number;
  days: number;
  now: Date;
}

const DEMO_READER: Person = {
  ...{ name: 'Demo Reader', email: 'reader@example.com', locale: 'en' as const },
  ...{ timeZone: 'UTC', country: 'US' },
};
const BANK_MS = 2 * DAY_MS;

export interface Written {
  financeId: bigint;
  /** Whose wallet is to have a prize. */
  winnerWalletId: bigint;
}

/**
 * Writes the year into the caller's transaction and then gives the sandbox its side of it. When that fails,
 * the caller rolls back; when the caller fails afterwards, the next try gives the sandbox nothing new.
 */
export async function writeTown(
  client: ClientBase,
  options: TownOptions,
  sandboxUrl: string,
): Promise<Written> {
  const { seed } = options;
  const year = await simulate(client, options);
  const staff = await hireStaff(client, year.span);
  const demo = await client.query<{ id: string }>('SELECT id FROM users WHERE email = $1', [
    DEMO_READER.email,
  ]);
  const numbers = await numberYear(client, year, BigInt(demo.rows[0]?.id ?? 0));
  const { answers, rows } = playHistory({
    steps: processorSteps({ year, numbers, appUrl: env.NEXTAUTH_URL.replace(/\/$/, '') }),
    untilMs: year.span.untilMs,
    publicUrl: sandboxUrl,
    bankMs: BANK_MS,
    seed: `${seed} ${year.span.untilMs}`,
  });
  const accounts = await openAccounts(client, year);
  const work: Work = { client, year, numbers, answers, accounts, staff, planted: plantedTopUp(year) };
  await writePeople(work);
  await writeWallets(work);
  await writeReading(work);
  await writeEarnings(work);
  await writeMoneyBack(work);
  await writeTransfers(work);
  await writeSupport(work, seed);
  await writeAudit(work);
  await loadSandbox(sandboxUrl, rows);
  return { financeId: staff.finance, winnerWalletId: chooseWinner(year, numbers) };
}

async function simulate(client: ClientBase, { seed, readers, days, now }: TownOptions): Promise<Year> {
  const untilMs = startOfDay(now.getTime());
  const span = { fromMs: untilMs - days * DAY_MS, untilMs };
  const currency = env.WALLET_CURRENCY;
  const least = 1_000_000n * perDollar(currency);
  const own = minPayoutMicros(currency);
  const rules: Rules = {
    ...{ currency, feePercent: env.PLATFORM_FEE_PERCENT, giftCapMicros: giftPayoutCapMicros(currency) },
    // A demo allows less, for who tries it within the hour; nobody asks for a few cents month by month.
    minPayoutMicros: own > least ? own : least,
  };
  const items = await spreadPublications(client, await readItems(client, currency), span);
  const creators = await readCreators(client);
  if (items.length === 0)
    throw new Error('The simulated town needs something on sale: seed the database first.');
  return simulateYear({ seed, readers, span, items, creators, rules, demoReader: DEMO_READER });
}

/** Who has read most wins a prize. */
function chooseWinner({ readers }: Year, numbers: Numbers): bigint {
  const active = readers.filter(
    ({ isDemo, disputes, refunds }) => !isDemo && disputes.length + refunds.length === 0,
  );
  const [winner] = active.toSorted((a, b) => b.unlocks.length - a.unlocks.length);
  if (!winner) throw new Error('Nobody lives in this town.');
  return idOf(numbers.wallets, winner);
}
