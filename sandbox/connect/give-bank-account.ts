import { newId } from '../ids.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import type { World } from '../world.ts';
import { bankAccountOf } from './bank-account-of.ts';
import type { BankAccount } from './bank-accounts.ts';

/** From now on a connected account is paid out to this bank account. */
export function giveBankAccount(world: World, account: string, number: BankAccount): void {
  world.store.edit('v2.core.account', account, ({ hidden }) => {
    hidden.bankAccount = number;
    hidden.bankAccountId = newId('ba');
  });
  const given = bankAccountOf(world, account);
  if (given) emitEvent(world, 'account.external_account.created', given, undefined, account);
}
