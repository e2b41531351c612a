import { expect, test } from 'vitest';
import { declineReason } from './decline-reason';

test.each([
  ['insufficient_funds', 'insufficient_funds'],
  ['card_velocity_exceeded', 'too_often'],
  ['payment_intent_authentication_failure', 'authentication'],
  ['lost_card', 'generic'],
  ['stolen_card', 'generic'],
  ['fraudulent', 'generic'],
  ['something_new', 'generic'],
  ['__proto__', 'generic'],
])('%s is told as %s', (code, reason) => {
  expect(declineReason(code)).toBe(reason);
});
