import { expect, test } from 'vitest';
import { kindKey } from './statement-words';

test.each([
  ['adjustment', 'goodwill', 1n, 'goodwill'],
  ['adjustment', 'duplicate_charge', 500n, 'duplicate_charge'],
  ['adjustment', 'write_off', 1n, 'other'],
  ['adjustment', 'correction', 1n, 'other'],
  // What takes a credit back is a correction, whatever the credit was for.
  ['adjustment', 'goodwill', -1n, 'other'],
  ['top_up', null, 1n, 'top_up'],
  ['a kind to come', null, 1n, 'other'],
] as const)('%s for %s of %s micros reads as %s', (kind, reason, amountMicros, key) => {
  expect(kindKey({ kind, reason, amountMicros })).toBe(key);
});
