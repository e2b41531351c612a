import { createTranslator } from 'next-intl';
import { expect, test } from 'vitest';
import { listAmountTexts } from './amount-fault.ts';
import { loadMessages } from './i18n/load-messages.ts';
import { MIN_PRICE_MICROS } from './money.ts';

test.each([
  ['en', 'amount_unreadable', 'We can’t read this as an amount. Write plain figures, for example 0.035.'],
  [
    'en',
    'amount_comma',
    'A comma can be read in two ways. Write decimals with a point (0.035) and thousands without a comma.',
  ],
  ['en', 'amount_decimals', 'These are too many decimals: amounts here go in steps of 0.01¢.'],
  ['ko', 'amount_unreadable', '금액으로 읽을 수 없어요. 0.035처럼 숫자로 적어 주세요.'],
  [
    'ko',
    'amount_comma',
    '쉼표는 두 가지로 읽힐 수 있어요. 소수점은 마침표로 적고(0.035) 천 단위 쉼표는 빼 주세요.',
  ],
  ['ko', 'amount_decimals', '소수점 아래 자릿수가 너무 많아요. 0.01¢ 단위로 적어 주세요.'],
] as const)('in %s a price that is %s is told: %s', (locale, key, sentence) => {
  const t = createTranslator({ locale, messages: loadMessages(locale), namespace: 'errors' });
  const of = { currency: 'usd', stepMicros: MIN_PRICE_MICROS, locale } as const;
  const texts = listAmountTexts((values) => t('amount_invalid', values), of);
  expect(texts[key]).toBe(sentence);
  // Each fault has a sentence of its own.
  expect(new Set(Object.values(texts)).size).toBe(Object.keys(texts).length);
});
