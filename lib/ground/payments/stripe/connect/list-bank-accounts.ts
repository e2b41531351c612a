import 'server-only';
import { stripe } from '../client';

const MOST = 100;

/** Where a connected account is paid out now: ids (`ba_…`, `card_…`) of its default destinations. */
export async function listDefaultBankIds(accountId: string): Promise<string[]> {
  const { data } = await stripe().accounts.listExternalAccounts(accountId, { limit: MOST });
  return data.filter((one) => one.default_for_currency).map(({ id }) => id);
}
