import 'server-only';
import { secretOf } from '@/lib/core/outbox/claim';
import type { OutboxKind } from '@/lib/core/outbox/kinds';
import { LINK_MINUTES } from '@/lib/rooms/identity';
import type { LetterKind } from './letter';
import { adminDigest } from './letters/admin-digest';
import { CREATOR_LETTERS } from './letters/creator-letters';
import {
  composeAddressTaken,
  composePasswordChanged,
  composePasswordReset,
  composeSecondFactorReset,
  composeSignInLink,
  composeVerifyAddress,
  composeWelcome,
} from './letters/identity';
import { supportAnswer } from './letters/support-answer';

const SIGN_IN = { sign_in: composeSignInLink, welcome: composeWelcome, taken: composeAddressTaken };
const ALARM_MINUTES = 7 * 24 * 60;

/** What the house writes to people. Letters with a link live as long as it works. */
export const LETTER_KINDS: { [K in OutboxKind]: LetterKind<K> } = {
  sign_in_link: {
    lifeMinutes: LINK_MINUTES.signIn,
    isPrompt: true,
    compose: ({ payload, message }) => SIGN_IN[payload.letter](payload.locale, secretOf(message)),
  },
  verify_address: {
    lifeMinutes: LINK_MINUTES.verifyAddress,
    isPrompt: true,
    compose: ({ payload, message }) => composeVerifyAddress(payload.locale, secretOf(message)),
  },
  password_reset: {
    lifeMinutes: LINK_MINUTES.resetPassword,
    isPrompt: true,
    // To an address without an account nothing is said; it was enqueued so that asking takes the same time.
    compose: ({ payload, message, person }) =>
      person && composePasswordReset(payload.locale, secretOf(message)),
  },
  password_changed: {
    lifeMinutes: ALARM_MINUTES,
    isPrompt: true,
    compose: ({ payload }) => composePasswordChanged(payload.locale),
  },
  second_factor_reset: {
    lifeMinutes: ALARM_MINUTES,
    isPrompt: true,
    compose: ({ person }) => composeSecondFactorReset(person?.locale ?? 'en'),
  },
  ...CREATOR_LETTERS,
  support_answer: supportAnswer,
  admin_digest: adminDigest,
};
