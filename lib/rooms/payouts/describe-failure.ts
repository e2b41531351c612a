/** Why a payout failed, as far as a creator can tell reasons apart; the words: `payouts.failure`. */
export const FAILURE_REASONS = [
  'bank_unknown',
  'bank_closed',
  'bank_refuses',
  'bank_name',
  'bank_details',
  'canceled',
  'account',
  'platform_balance',
  'processor',
] as const;

export type FailureReason = (typeof FAILURE_REASONS)[number];

/** What helps: other bank details, Stripe's form, or nothing but another try. */
export type FailureRemedy = 'bank' | 'account' | 'again';

// Stripe's codes: of payouts (docs.stripe.com/api/payouts/failures), and of refused transfers (error codes).
const BY_CODE: Record<string, FailureReason> = {
  no_account: 'bank_unknown',
  bank_account_unusable: 'bank_unknown',
  account_closed: 'bank_closed',
  account_frozen: 'bank_closed',
  bank_account_restricted: 'bank_refuses',
  debit_not_authorized: 'bank_refuses',
  declined: 'bank_refuses',
  expired: 'bank_refuses',
  bank_ownership_changed: 'bank_refuses',
  incorrect_account_holder_name: 'bank_name',
  incorrect_account_type: 'bank_details',
  incorrect_account_holder_address: 'bank_details',
  incorrect_account_holder_tax_id: 'bank_details',
  invalid_account_number: 'bank_details',
  invalid_account_number_length: 'bank_details',
  invalid_card: 'bank_details',
  invalid_currency: 'bank_details',
  unsupported_card: 'bank_details',
  canceled: 'canceled',
  insufficient_capabilities_for_transfer: 'account',
  account_invalid: 'account',
  resource_missing: 'account',
  transfers_not_allowed: 'account',
  balance_insufficient: 'platform_balance',
  insufficient_funds: 'platform_balance',
};

/** The reason behind Stripe's code; a code that we don't know is the processor's own trouble. */
export function describeFailure(code: string | null): { reason: FailureReason; remedy: FailureRemedy } {
  const reason = BY_CODE[code ?? ''] ?? 'processor';
  if (reason === 'account') return { reason, remedy: 'account' };
  return { reason, remedy: reason.startsWith('bank_') ? 'bank' : 'again' };
}
