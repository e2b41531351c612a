import { expect, type Page } from '@playwright/test';

const WORDS = {
  en: { number: 'Card number', expiry: 'Expiry (MM / YY)', name: 'Name on card', pay: /^Pay/ },
  ko: { number: '카드 번호', expiry: '유효기간 (MM / YY)', name: '카드에 적힌 이름', pay: /결제하기$/ },
};

interface PayOptions {
  /** How often the button is pressed. */
  presses?: number;
  language?: keyof typeof WORDS;
}

/** Fills and sends the sandbox's Checkout page, as a person would. */
export async function payWithCard(
  page: Page,
  number = '4242 4242 4242 4242',
  { presses = 1, language = 'en' }: PayOptions = {},
): Promise<void> {
  const words = WORDS[language];
  await expect(page.getByLabel(words.number)).toBeVisible();
  await page.getByLabel(words.number).fill(number);
  await page.getByLabel(words.expiry).fill('12 / 40');
  await page.getByLabel('CVC').fill('123');
  await page.getByLabel(words.name).fill('Test Reader');
  await page.getByRole('button', { name: words.pay }).click({ clickCount: presses });
}
