import 'server-only';
import { stripe } from '../client';

const MOST = 100;

/** Where a connected account is paid out to now: the ids (`ba_…`, `card_…`) that its payouts go to by default. */
export async function listDefaultBankIds(accountId: string): Promise<string[]> {
  const { data } = await stripe().accounts.listExternalAccounts(accountId, { limit: MOST });
  return data.filter((one) => one.default_for_currency).map(({ id }) => id);
}
