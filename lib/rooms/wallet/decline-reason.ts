/** The reasons that we have kind words for; each is a key of the messages under `topUp.declined`. */
export type DeclineReason =
  | 'generic'
  | 'insufficient_funds'
  | 'expired_card'
  | 'incorrect_number'
  | 'incorrect_cvc'
  | 'processing_error'
  | 'too_often'
  | 'authentication'
  | 'account_closed';

const REASONS = new Map<string, DeclineReason>(
  Object.entries({
    insufficient_funds: 'insufficient_funds',
    withdrawal_count_limit_exceeded: 'too_often',
    card_velocity_exceeded: 'too_often',
    expired_card: 'expired_card',
    invalid_expiry_month: 'expired_card',
    invalid_expiry_year: 'expired_card',
    incorrect_number: 'incorrect_number',
    invalid_number: 'incorrect_number',
    incorrect_cvc: 'incorrect_cvc',
    invalid_cvc: 'incorrect_cvc',
    processing_error: 'processing_error',
    try_again_later: 'processing_error',
    issuer_not_available: 'processing_error',
    reenter_transaction: 'processing_error',
    authentication_required: 'authentication',
    authentication_not_handled: 'authentication',
    payment_intent_authentication_failure: 'authentication',
    account_closed: 'account_closed',
  } as const),
);

/** What a decline may be called to its face. Accusing and unknown codes are "generic", as Stripe asks. */
export function declineReason(code: string): DeclineReason {
  return REASONS.get(code) ?? 'generic';
}
