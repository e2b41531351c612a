import { DECLINES, type Decline } from './declines.ts';

/** One of Stripe's published test cards (https://docs.stripe.com/testing) and what it does. */
export interface TestCard {
  number: string;
  brand: 'amex' | 'mastercard' | 'visa';
  funding: 'credit' | 'debit';
  country: string;
  /** Every charge is refused so. */
  decline?: Decline;
  /** Attaching it to a customer works although charges are refused. */
  attaches?: true;
  /** `required` and `always` ask each time; `unless_set_up` stops once the card was saved with consent. */
  authentication?: 'always' | 'required' | 'unless_set_up';
  alreadySetUp?: true;
  /** How its refunds end: both later, by webhook. */
  refund?: 'fails_later' | 'succeeds_later';
  /** What the cardholder's bank does right after a charge succeeded. */
  bank?: 'disputes' | 'inquires' | 'warns';
  /** Its money is available at once, not after two days. */
  skipsPending?: true;
}

const visa = (number: string, behaviour: Partial<TestCard> = {}): TestCard => ({
  number,
  brand: 'visa',
  funding: 'credit',
  country: 'US',
  ...behaviour,
});

/** By the name after `pm_card_`; `pm_card_visa_<name>` is accepted too. */
export const TEST_CARDS: Record<string, TestCard> = {
  visa: visa('4242424242424242'),
  visa_debit: visa('4000056655665556', { funding: 'debit' }),
  mastercard: visa('5555555555554444', { brand: 'mastercard' }),
  amex: visa('378282246310005', { brand: 'amex' }),
  chargeDeclined: visa('4000000000000002', { decline: DECLINES.generic_decline }),
  chargeDeclinedInsufficientFunds: visa('4000000000009995', { decline: DECLINES.insufficient_funds }),
  chargeDeclinedLostCard: visa('4000000000009987', { decline: DECLINES.lost_card }),
  chargeDeclinedStolenCard: visa('4000000000009979', { decline: DECLINES.stolen_card }),
  chargeDeclinedExpiredCard: visa('4000000000000069', { decline: DECLINES.expired_card }),
  chargeDeclinedIncorrectCvc: visa('4000000000000127', { decline: DECLINES.incorrect_cvc }),
  chargeDeclinedProcessingError: visa('4000000000000119', { decline: DECLINES.processing_error }),
  chargeDeclinedVelocityLimitExceeded: visa('4000000000006975', { decline: DECLINES.card_velocity_exceeded }),
  chargeCustomerFail: visa('4000000000000341', { decline: DECLINES.generic_decline, attaches: true }),
  radarBlock: visa('4100000000000019', { decline: DECLINES.fraudulent }),
  threeDSecure2Required: visa('4000000000003220', { authentication: 'required' }),
  authenticationRequiredOnSetup: visa('4000002500003155', { authentication: 'unless_set_up' }),
  authenticationRequiredSetupForOffSession: visa('4000003800000446', {
    authentication: 'unless_set_up',
    alreadySetUp: true,
  }),
  authenticationRequired: visa('4000002760003184', { authentication: 'always' }),
  authenticationRequiredChargeDeclinedInsufficientFunds: visa('4000008260003178', {
    authentication: 'always',
    decline: DECLINES.insufficient_funds,
    attaches: true,
  }),
  createDispute: visa('4000000000000259', { bank: 'disputes' }),
  createDisputeInquiry: visa('4000000000001976', { bank: 'inquires' }),
  createIssuerFraudRecord: visa('4000000000005423', { bank: 'warns' }),
  bypassPending: visa('4000000000000077', { skipsPending: true }),
  pendingRefund: visa('4000000000007726', { refund: 'succeeds_later' }),
  refundFail: visa('4000000000005126', { refund: 'fails_later' }),
};

/** The card that `pm_card_…` stands for, or null. */
export function testCardNamed(id: string): string | null {
  const name = id.replace(/^pm_card_/, '');
  if (name === id) return null;
  if (Object.hasOwn(TEST_CARDS, name)) return name;
  const short = name.replace(/^visa_/, '');
  return Object.hasOwn(TEST_CARDS, short) ? short : null;
}

export function testCardNumbered(digits: string): string | null {
  return Object.keys(TEST_CARDS).find((name) => TEST_CARDS[name]?.number === digits) ?? null;
}

/** What the card is refused for, if it is: a number that is not a test card never pays. */
export function declineOf(testCard: string | null): Decline | null {
  return testCard === null ? DECLINES.test_mode_live_card : (TEST_CARDS[testCard]?.decline ?? null);
}
