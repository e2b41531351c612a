import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['usd', undefined, '100', { micros: 100_000_000n }],
  ['usd', undefined, '100.0001', { fault: 'range' }],
  ['krw', undefined, '₩100,000', { micros: 100_000_000_000n }],
  ['krw', undefined, '100001원', { fault: 'range' }],
  ['krw', undefined, '0.5', { micros: 500_000n }],
  ['krw', '500000', '5000', { micros: 5_000_000_000n }],
  ['krw', '500000', '5001', { fault: 'range' }],
  ['usd', undefined, '0,035', { fault: 'comma' }],
  ['krw', undefined, '\\5000', { micros: 5_000_000_000n }],
  ['krw', undefined, '0', { fault: 'not_positive' }],
] as const)('in %s with %s hundredths at most, %s is read as %o', async (currency, most, typed, read) => {
  vi.stubEnv('WALLET_CURRENCY', currency);
  vi.stubEnv('MAX_ITEM_PRICE_CENTS', most);
  vi.resetModules();
  const { readPrice } = await import('./read-price');
  expect(readPrice(typed)).toEqual(read);
});
