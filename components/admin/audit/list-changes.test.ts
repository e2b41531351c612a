import { expect, test } from 'vitest';
import { listChanges } from './list-changes';

test('what changed comes first, what stayed is told once, and the currency goes to the amounts', () => {
  const before = { handle: 'a', status: 'pending', balanceMicros: '0' };
  const after = {
    handle: 'a',
    amountMicros: '10000000',
    currency: 'usd',
    status: 'posted',
    balanceMicros: '10000000',
  };
  expect(listChanges(before, after)).toEqual({
    currency: 'usd',
    facts: [
      { name: 'status', was: 'pending', is: 'posted' },
      { name: 'balanceMicros', was: '0', is: '10000000' },
      { name: 'handle', was: undefined, is: 'a' },
      { name: 'amountMicros', was: undefined, is: '10000000' },
    ],
  });
});

test('what is gone, what is null, and what is no object', () => {
  expect(listChanges({ title: 'T' }, null).facts).toEqual([{ name: 'title', was: 'T', is: undefined }]);
  expect(listChanges({ reason: null }, { reason: 'x' }).facts).toEqual([
    { name: 'reason', was: null, is: 'x' },
  ]);
  expect(listChanges(null, 3).facts).toEqual([{ name: 'value', was: undefined, is: 3 }]);
  expect(listChanges(null, undefined)).toEqual({ facts: [], currency: null });
});
