import Stripe from 'stripe';
import { expect, test } from 'vitest';
import {
  isInProgress,
  isKeyUsedUp,
  isMissing,
  isPermanent,
  isRefused,
  ProcessorError,
  toDomainError,
} from '../port/errors';
import type { Processor } from '../port/processor';
import { faultOf, translateErrors } from './translate-errors';

const { errors } = Stripe;
const of = (raw: object) => ({ message: 'as Stripe says', ...raw }) as Stripe.StripeRawError;
const refusal = (raw: object) => new errors.StripeInvalidRequestError(of({ statusCode: 400, ...raw }));
const replayed = { 'idempotent-replayed': 'true' };

test.each([
  ['unreachable', new errors.StripeConnectionError(of({}))],
  ['unreachable', new errors.StripeAPIError(of({ statusCode: 500 }))],
  ['unreachable', new errors.StripeRateLimitError(of({ statusCode: 429 }))],
  ['unreachable', new errors.StripeAuthenticationError(of({ statusCode: 401 }))],
  ['unreachable', new errors.StripePermissionError(of({ statusCode: 403 }))],
  ['stored_failure', new errors.StripeAPIError(of({ statusCode: 500, headers: replayed }))],
  ['key_differs', new errors.StripeIdempotencyError(of({ statusCode: 400 }))],
  ['key_in_use', new errors.StripeIdempotencyError(of({ statusCode: 409, code: 'idempotency_key_in_use' }))],
  ['declined', new errors.StripeCardError(of({ statusCode: 402 }))],
  ['missing', refusal({ code: 'resource_missing', param: 'customer' })],
  ['missing', refusal({ statusCode: 404, code: 'not_found' })],
  ['refused', refusal({ param: 'amount' })],
  ['passing', refusal({ statusCode: 409 })],
  [null, new Error('of our own')],
  [null, Object.assign(new Error('of another library'), { type: 'system' })],
] as const)('%s', (fault, error) => {
  expect(faultOf(error)).toBe(fault);
});

const thrown = (fault: ConstructorParameters<typeof ProcessorError>[0]) =>
  new ProcessorError(fault, null, new Error('cause'));

test('each question is about the faults that it should be about', () => {
  const all = [
    ...(['unreachable', 'stored_failure', 'key_differs', 'key_in_use'] as const),
    ...(['declined', 'missing', 'refused', 'passing'] as const),
  ];
  const where = (asks: (error: unknown) => boolean) => all.filter((fault) => asks(thrown(fault)));
  expect(where(isPermanent)).toEqual(['declined', 'missing', 'refused']);
  expect(where(isRefused)).toEqual(['missing', 'refused']);
  expect(where(isMissing)).toEqual(['missing']);
  expect(where(isInProgress)).toEqual(['key_in_use']);
  expect(where(isKeyUsedUp)).toEqual(['stored_failure', 'key_differs']);
  expect(where((error) => toDomainError(error) !== error)).toEqual(['unreachable', 'stored_failure']);
  expect(isPermanent(new AggregateError([thrown('refused'), thrown('declined')]))).toBe(true);
  expect(isPermanent(new AggregateError([thrown('refused'), thrown('unreachable')]))).toBe(false);
  expect(isPermanent(new AggregateError([]))).toBe(false);
  expect(isRefused(new Error('of our own'))).toBe(false);
});

test('what the functions throw is the port’s, also amid pages; what they answer is theirs', async () => {
  const failure = refusal({ code: 'charge_disputed' });
  const port = translateErrors({
    readDispute: () => Promise.reject(failure),
    readRefund: () => Promise.resolve(null),
    async *listRefundsOf() {
      yield 'first';
      throw failure;
    },
    verifyEvent: () => null,
  } as unknown as Processor);
  await expect(port.readDispute('dp_1')).rejects.toMatchObject({
    ...{ name: 'ProcessorError', fault: 'refused', code: 'charge_disputed', cause: failure },
    message: 'as Stripe says',
  });
  expect(await port.readRefund('re_1')).toBeNull();
  expect(port.verifyEvent('', null)).toBeNull();
  const seen: unknown[] = [];
  const reading = (async () => {
    for await (const one of port.listRefundsOf('ch_1')) seen.push(one);
  })();
  await expect(reading).rejects.toMatchObject({ fault: 'refused' });
  expect(seen).toEqual(['first']);
});
