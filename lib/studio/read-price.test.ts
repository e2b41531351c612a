import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.unstubAllEnvs());

test.each([
  ['usd', undefined, '100', { priceMicros: 100_000_000n }],
  ['usd', undefined, '100.0001', { fault: 'priceRange' }],
  ['krw', undefined, '₩100,000', { priceMicros: 100_000_000_000n }],
  ['krw', undefined, '100001원', { fault: 'priceRange' }],
  ['krw', undefined, '0.5', { priceMicros: 500_000n }],
  ['krw', '500000', '5000', { priceMicros: 5_000_000_000n }],
  ['krw', '500000', '5001', { fault: 'priceRange' }],
  ['krw', undefined, '0', { fault: 'priceUnreadable' }],
] as const)('in %s with %s hundredths at most, %s is read as %o', async (currency, most, typed, read) => {
  vi.stubEnv('WALLET_CURRENCY', currency);
  vi.stubEnv('MAX_ITEM_PRICE_CENTS', most);
  vi.resetModules();
  const { readPrice } = await import('./read-price');
  expect(readPrice(typed)).toEqual(read);
});
