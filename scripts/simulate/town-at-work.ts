import type { ClientBase } from 'pg';
import type { Answers } from '../../sandbox/history/steps.ts';
import type { Numbers } from './number-year.ts';
import type { CreatorInTown, TopUp, Year } from './types.ts';

/** What the writers share: one transaction, the year, its ids and what the processor answered. */
export interface Work {
  client: ClientBase;
  year: Year;
  numbers: Numbers;
  answers: Answers;
  accounts: Accounts;
  /** The top-up whose fee is booked wrongly. */
  planted: TopUp | undefined;
  /** Who works in the back office beside the demo's admin. */
  staff: { finance: bigint; support: bigint };
}

/** The ledger accounts that are not wallets' lots. */
export interface Accounts {
  platform: Record<PlatformAccount, bigint>;
  creators: Map<CreatorInTown, Record<CreatorAccount, bigint>>;
}

const PLATFORM = [
  'card_clearing',
  'processing_fees',
  'promotions',
  'platform_fees',
  'disputes_held',
  'dispute_losses',
] as const;
const CREATOR = ['creator_pending', 'creator_available', 'creator_in_transit'] as const;
type PlatformAccount = (typeof PLATFORM)[number];
type CreatorAccount = (typeof CREATOR)[number];

/** The ledger's own functions open what is not there. */
export async function openAccounts(client: ClientBase, { rules, creators }: Year): Promise<Accounts> {
  const ids = async <K extends string>(types: readonly K[], call: string, values: unknown[]) => {
    const found = new Map<string, bigint>();
    for (const type of types) {
      const { rows } = await client.query<{ id: string }>(`SELECT ${call} AS id`, [
        type,
        rules.currency,
        ...values,
      ]);
      found.set(type, BigInt(rows[0]?.id ?? 0));
    }
    return Object.fromEntries(found) as Record<K, bigint>;
  };
  const of: Accounts['creators'] = new Map();
  for (const { account } of creators) {
    const call = 'creator_account($3::bigint, $1::account_type, $2)';
    of.set(account.creator, await ids(CREATOR, call, [account.creator.id]));
  }
  return { platform: await ids(PLATFORM, 'platform_account($1::account_type, $2)', []), creators: of };
}
