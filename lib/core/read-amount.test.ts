import { expect, test } from 'vitest';
import { CURRENCIES } from './currencies.ts';
import { MIN_PRICE_MICROS } from './money.ts';
import { type AmountRules, readAmount } from './read-amount.ts';

const price: AmountRules = { stepMicros: MIN_PRICE_MICROS };
const card = (code: 'usd' | 'krw'): AmountRules => ({ stepMicros: CURRENCIES[code].minorMicros });

test.each([
  ['5', 5_000_000n],
  ['12.50', 12_500_000n],
  ['$20', 20_000_000n],
  ['US$20', 20_000_000n],
  ['1,000', 1_000_000_000n],
  ['1,234,567.89', 1_234_567_890_000n],
  [' 7.1 ', 7_100_000n],
  ['007', 7_000_000n],
  ['.5', 500_000n],
  ['5$', 5_000_000n],
  ['50¢', 500_000n],
  ['10달러', 10_000_000n],
  ['１０', 10_000_000n],
  ['１，０００．５０', 1_000_500_000n],
  ['＄５', 5_000_000n],
  ['５０￠', 500_000n],
  ['\u300012\u3000', 12_000_000n],
  ['10달러'.normalize('NFD'), 10_000_000n],
])('%j is read as dollars for a card', (typed, micros) =>
  expect(readAmount(typed, 'usd', card('usd'))).toEqual({ micros }),
);

test.each([
  ['0.035', 35_000n],
  ['０.０３５', 35_000n],
  ['3.5¢', 35_000n],
  ['0.0001', 100n],
  ['0.01¢', 100n],
  ['0.035000', 35_000n],
])('%j is read as a price in dollars', (typed, micros) =>
  expect(readAmount(typed, 'usd', price)).toEqual({ micros }),
);

test.each([
  ['₩5000', 5_000_000_000n],
  ['￦5000', 5_000_000_000n],
  ['\\5000', 5_000_000_000n],
  ['＼５０００', 5_000_000_000n],
  ['₩5,000', 5_000_000_000n],
  ['5000 원', 5_000_000_000n],
])('%j is read as won', (typed, micros) => expect(readAmount(typed, 'krw', card('krw'))).toEqual({ micros }));

test.each([
  ['', 'missing'],
  [' \u3000', 'missing'],
  ['abc', 'unreadable'],
  ['NaN', 'unreadable'],
  ['Infinity', 'unreadable'],
  ['1e1', 'unreadable'],
  ['1e3', 'unreadable'],
  ['0x10', 'unreadable'],
  ['5 5', 'unreadable'],
  ['١٢', 'unreadable'],
  ['5²', 'unreadable'],
  ['⑤', 'unreadable'],
  ['5.', 'unreadable'],
  ['.', 'unreadable'],
  ['$', 'unreadable'],
  ['1:30', 'unreadable'],
  ['1_000', 'unreadable'],
  ['--5', 'unreadable'],
  ['3,5', 'comma'],
  ['10,50', 'comma'],
  ['0,035', 'comma'],
  ['0,010', 'comma'],
  ['0,500', 'comma'],
  ['00,500', 'comma'],
  ['1,00', 'comma'],
  ['1.000,50', 'comma'],
  ['1000,000', 'comma'],
  ['０，０３５', 'comma'],
  ['$5¢', 'unreadable'],
  ['₩5000', 'currency'],
  ['￦5000', 'currency'],
  ['5000원', 'currency'],
  ['€5', 'currency'],
  ['5.005', 'decimals'],
  ['0.001¢', 'decimals'],
  [`0.${'1'.repeat(40)}`, 'decimals'],
  ['0', 'not_positive'],
  ['0.00', 'not_positive'],
  ['-5', 'not_positive'],
  ['\u22125', 'not_positive'],
  ['9'.repeat(40), 'range'],
])('%j is refused: %s', (typed, fault) => expect(readAmount(typed, 'usd', card('usd'))).toEqual({ fault }));

test.each([
  ['abc', 'unreadable'],
  ['3,5', 'comma'],
  ['0.001¢', 'decimals'],
  ['0.00001', 'decimals'],
])('a price of %j is refused: %s', (typed, fault) =>
  expect(readAmount(typed, 'usd', price)).toEqual({ fault }),
);

test('won have no decimals', () => {
  expect(readAmount('5000.5', 'krw', card('krw'))).toEqual({ fault: 'decimals' });
  expect(readAmount('5000.0', 'krw', card('krw'))).toEqual({ micros: 5_000_000_000n });
  expect(readAmount('5000¢', 'krw', card('krw'))).toEqual({ fault: 'currency' });
});

test.each([
  ['1,000', { fault: 'comma' }],
  ['0,500', { fault: 'comma' }],
  ['$1,000', { fault: 'comma' }],
  ['1,000.00', { micros: 1_000_000_000n }],
  ['1,000,000', { micros: 1_000_000_000_000n }],
  ['1000', { micros: 1_000_000_000n }],
])('in a file %j is %o', (typed, read) =>
  expect(readAmount(typed, 'usd', { ...price, bulk: true })).toEqual(read),
);

test('the bounds belong to the range', () => {
  const rules = { ...card('usd'), minMicros: 5_000_000n, maxMicros: 100_000_000n };
  expect(readAmount('5', 'usd', rules)).toEqual({ micros: 5_000_000n });
  expect(readAmount('100.00', 'usd', rules)).toEqual({ micros: 100_000_000n });
  expect(readAmount('4.99', 'usd', rules)).toEqual({ fault: 'range' });
  expect(readAmount('100.01', 'usd', rules)).toEqual({ fault: 'range' });
});
