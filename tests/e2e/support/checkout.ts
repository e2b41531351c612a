import { expect, type Page } from '@playwright/test';

/** Fills and sends the sandbox's Checkout page, as a person would; `presses` is how often the button is pressed. */
export async function payWithCard(
  page: Page,
  number = '4242 4242 4242 4242',
  { presses = 1 }: { presses?: number } = {},
): Promise<void> {
  await expect(page.getByLabel('Card number')).toBeVisible();
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiry (MM / YY)').fill('12 / 40');
  await page.getByLabel('CVC').fill('123');
  await page.getByLabel('Name on card').fill('Test Reader');
  await page.getByRole('button', { name: /^Pay/ }).click({ clickCount: presses });
}
