import { expect, test } from 'vitest';
import en from '@/lib/core/i18n/messages/en/payouts.json';
import { describeFailure, FAILURE_REASONS } from './describe-failure';
import { describeRequirements, REQUIREMENTS } from './describe-requirements';

test('what Stripe asks for, each thing once and in the order of a person', () => {
  expect(
    describeRequirements([
      'configuration.recipient.default_outbound_destination',
      'identity.individual.date_of_birth',
      'identity.individual.given_name',
      'identity.individual.surname',
      'identity.individual.address',
      'identity.attestations.terms_of_service.account',
    ]),
  ).toEqual(['name', 'birth', 'address', 'bank', 'terms']);
});

test.each([
  ['identity.individual.documents.primary_verification', 'document'],
  ['identity.individual.id_numbers.us_ssn_last_4', 'id_number'],
  ['identity.individual.email', 'contact'],
  ['identity.business_details.registered_name', 'business'],
  ['individual.dob.day', 'birth'],
  ['identity.business_details.address', 'business'],
  ['identity.attestations.directorship_declaration', 'people'],
  ['something.new', 'other'],
])('%s is “%s”', (name, requirement) => {
  expect(describeRequirements([name])).toEqual([requirement]);
});

test.each([
  ['no_account', 'bank_unknown', 'bank'],
  ['account_closed', 'bank_closed', 'bank'],
  ['debit_not_authorized', 'bank_refuses', 'bank'],
  ['insufficient_capabilities_for_transfer', 'account', 'account'],
  ['balance_insufficient', 'platform_balance', 'again'],
  ['canceled', 'canceled', 'again'],
  ['processor_error', 'processor', 'again'],
  ['a_code_of_tomorrow', 'processor', 'again'],
  [null, 'processor', 'again'],
])('%s is “%s”, and %s helps', (code, reason, remedy) => {
  expect(describeFailure(code)).toEqual({ reason, remedy });
});

test('there are words for every reason and requirement', () => {
  expect(Object.keys(en.failure).sort()).toEqual([...FAILURE_REASONS].sort());
  expect(Object.keys(en.requirement).sort()).toEqual([...REQUIREMENTS].sort());
});
