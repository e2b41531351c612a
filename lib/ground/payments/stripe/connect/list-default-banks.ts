import 'server-only';
import { stripe } from '../client';

const MOST = 100;

/** Ids of bank accounts and cards (`ba_…`, `card_…`). */
export async function listDefaultBanks(accountRef: string): Promise<string[]> {
  const { data } = await stripe().accounts.listExternalAccounts(accountRef, { limit: MOST });
  return data.filter((one) => one.default_for_currency).map(({ id }) => id);
}
