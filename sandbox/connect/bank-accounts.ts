/** Stripe's published test bank accounts, by how a payout to them ends. */
export const BANK_ACCOUNTS = {
  '000123456789': null,
  '000111111116': { code: 'no_account', message: 'The bank account could not be located.' },
  '000111111113': { code: 'account_closed', message: 'The bank account has been closed.' },
  '000333333335': { code: 'debit_not_authorized', message: 'Debit transactions are not approved.' },
} as const satisfies Record<string, { code: string; message: string } | null>;

export type BankAccount = keyof typeof BANK_ACCOUNTS;

export function isBankAccount(number: string): number is BankAccount {
  return Object.hasOwn(BANK_ACCOUNTS, number);
}
