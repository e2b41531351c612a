import { expect, test, vi } from 'vitest';
import { DomainError, isDomainError } from './errors';
import { toDomainError } from './to-domain-error';

test('an error of another copy of the module is told as ours, and a lookalike is not', async () => {
  vi.resetModules();
  const copy = await import('./errors');
  expect(copy.DomainError).not.toBe(DomainError);
  const foreign: unknown = new copy.DomainError('busy');
  expect(isDomainError(foreign)).toBe(true);
  expect(foreign instanceof DomainError).toBe(true);
  expect(toDomainError(foreign)).toBe(foreign);
  const lookalike: unknown = Object.assign(new Error('busy'), { name: 'DomainError', code: 'busy' });
  expect(lookalike instanceof DomainError).toBe(false);
  for (const nothing of [null, undefined, 'busy', 3]) expect(isDomainError(nothing)).toBe(false);
});

const withCode = (code: string) => Object.assign(new Error('an error'), { code });

test.each([
  ['the server shut down', withCode('57P01')],
  ['no connection is left', withCode('53300')],
  ['a conflict', withCode('40001')],
  ['a lock is taken', withCode('55P03')],
  ['refused', withCode('ECONNREFUSED')],
  ['refused at every address', Object.assign(new AggregateError([withCode('ECONNREFUSED')]), {})],
  ['Prisma cannot reach it', withCode('P1001')],
  ['a transaction ran out of time', withCode('P2028')],
  [
    'what a raw query says below',
    { code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '57P01' } } } },
  ],
  ['the pool has none free', new Error('timeout exceeded when trying to connect')],
  ['the connection broke', new Error('Connection terminated unexpectedly')],
  ['no answer', new Error('Invalid `db.item.count()` invocation:\n\nQuery read timeout')],
  ['wrapped', new Error('outside', { cause: withCode('57P02') })],
])('a fault that passes is `busy`: %s', (_name, error) => {
  expect(toDomainError(error)).toMatchObject({ code: 'busy', cause: error });
});

test.each([
  ['a bug', new TypeError('x is not a function')],
  ['a broken unique key', withCode('23505')],
  ['a broken rule', withCode('23514')],
  ['a column that is not there', withCode('42703')],
  ['a Prisma error of ours', withCode('P2025')],
  ['not an error', 'busy'],
  ['nothing', undefined],
])('%s is `internal`', (_name, error) => {
  expect(toDomainError(error)).toMatchObject({ code: 'internal' });
});

test('an error that names itself as its cause is looked at only so deep', () => {
  const error = new Error('round');
  error.cause = error;
  expect(toDomainError(error)).toMatchObject({ code: 'internal' });
});
