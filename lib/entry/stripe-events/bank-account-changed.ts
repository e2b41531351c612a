import 'server-only';
import type { EventHandler } from './event-handler';
import { payoutAccountChanged } from './payout-account-changed';

/** A creator is paid somewhere else from now on. */
export const bankAccountChanged: EventHandler = async (bankId, accountId) =>
  accountId ? payoutAccountChanged(accountId, null) : `${bankId} is the platform's own.`;
