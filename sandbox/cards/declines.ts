import { docUrl } from '../http/errors.ts';

/** How an issuer (or Radar) refuses a card, in the words of https://docs.stripe.com/declines/codes. */
export interface Decline {
  code: string;
  declineCode: string;
  message: string;
  adviceCode?: 'confirm_card_data' | 'do_not_try_again' | 'try_again_later';
  networkDeclineCode?: string;
  param?: string;
  /** Refused by Radar before the issuer saw it. */
  blocked?: true;
}

const DECLINED = 'Your card was declined.';

export const DECLINES = {
  generic_decline: {
    code: 'card_declined',
    declineCode: 'generic_decline',
    message: DECLINED,
    adviceCode: 'try_again_later',
    networkDeclineCode: '01',
  },
  insufficient_funds: {
    code: 'card_declined',
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
    adviceCode: 'try_again_later',
    networkDeclineCode: '51',
  },
  lost_card: {
    code: 'card_declined',
    declineCode: 'lost_card',
    message: DECLINED,
    adviceCode: 'do_not_try_again',
    networkDeclineCode: '41',
  },
  stolen_card: {
    code: 'card_declined',
    declineCode: 'stolen_card',
    message: DECLINED,
    adviceCode: 'do_not_try_again',
    networkDeclineCode: '43',
  },
  expired_card: {
    code: 'expired_card',
    declineCode: 'expired_card',
    message: 'Your card has expired.',
    adviceCode: 'do_not_try_again',
    networkDeclineCode: '54',
    param: 'exp_month',
  },
  incorrect_cvc: {
    code: 'incorrect_cvc',
    declineCode: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
    adviceCode: 'confirm_card_data',
    networkDeclineCode: 'N7',
    param: 'cvc',
  },
  processing_error: {
    code: 'processing_error',
    declineCode: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
    adviceCode: 'try_again_later',
  },
  card_velocity_exceeded: {
    code: 'card_declined',
    declineCode: 'card_velocity_exceeded',
    message:
      'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    adviceCode: 'try_again_later',
    networkDeclineCode: '65',
  },
  fraudulent: {
    code: 'card_declined',
    declineCode: 'fraudulent',
    message: DECLINED,
    adviceCode: 'do_not_try_again',
    blocked: true,
  },
  authentication_required: {
    code: 'authentication_required',
    declineCode: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
    networkDeclineCode: '1A',
  },
  test_mode_live_card: {
    code: 'card_declined',
    declineCode: 'test_mode_live_card',
    message:
      'Your card was declined. Your request was in test mode, but used a non test card. For a list of ' +
      'valid test cards, visit: https://stripe.com/docs/testing.',
  },
} as const satisfies Record<string, Decline>;

/** The members of an error body that say why a card was refused. */
export function declineFields(decline: Decline) {
  return {
    code: decline.code,
    decline_code: decline.declineCode,
    doc_url: docUrl(decline.code),
    message: decline.message,
    ...(decline.adviceCode && { advice_code: decline.adviceCode }),
    ...(decline.networkDeclineCode && { network_decline_code: decline.networkDeclineCode }),
    ...(decline.param && { param: decline.param }),
  };
}
