import type { Page, Request } from '@playwright/test';
import { publishOwnArticle } from './support/article.ts';
import { giveMoney, readBooks, readTopUps, signInAsNewReader } from './support/person.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

const PRICE = 35_000n;
const UNTOUCHED = { balanceMicros: 1_000_000n, unlocks: 0 };
const UNLOCKED = { balanceMicros: 965_000n, unlocks: 1 };

async function openArticle(page: Page) {
  const [person, article] = [await signInAsNewReader(page), await publishOwnArticle(PRICE)];
  await giveMoney(person, 1_000_000n);
  await visit(page, article.path);
  return { person, article };
}

function isAction(request: Request): boolean {
  return request.method() === 'POST' && request.headers()['next-action'] !== undefined;
}

/** Writes another value into a hidden field, as anyone can with their own browser. */
async function forge(page: Page, name: string, value: string): Promise<void> {
  await page.locator(`input[name=${name}]`).evaluate((input: HTMLInputElement, forged) => {
    input.value = forged;
  }, value);
}

/** Sends something else to the action of a request that the page made, with the reader's cookies. */
function resend(page: Page, request: Request, data: string) {
  const headers = {
    'next-action': request.headers()['next-action'] ?? '',
    'content-type': 'text/plain;charset=UTF-8',
  };
  return page.request.post(request.url(), { headers, data });
}

/** The page's own call of `createTopUpAction`, refused for its amount. */
async function askForTopUp(page: Page): Promise<Request> {
  await visit(page, '/wallet');
  const asked = page.waitForRequest(isAction);
  await page.getByLabel('Other amount').fill('1');
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  return asked;
}

/** The page's own call of `unlockAction`, for an article that is then taken back. */
async function askForUnlock(page: Page): Promise<Request> {
  const asked = page.waitForRequest(isAction);
  await page.getByRole('button', { name: 'Unlock for 3.5¢' }).click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByRole('button', { name: 'Unlock for 3.5¢' })).toBeVisible();
  return asked;
}

test('a forged price is answered with the real one, and charges nothing', async ({ page }) => {
  const { person, article } = await openArticle(page);
  await forge(page, 'seenPriceMicros', '1');
  await page.getByRole('button', { name: 'Unlock for 3.5¢' }).click();
  await expect(page.getByText('The price has changed')).toBeVisible();
  expect(await readBooks(person)).toEqual(UNTOUCHED);

  await forge(page, 'seenPriceMicros', '-35000');
  await page.getByRole('button', { name: 'Unlock for 3.5¢' }).click();
  await expect(page.getByText('Something in the form is not right.')).toBeVisible();
  expect(await readBooks(person)).toEqual(UNTOUCHED);
  await expect(page.getByText(article.secret)).toHaveCount(0);
});

test('no forged id or price unlocks anything', async ({ page }) => {
  const { person, article } = await openArticle(page);
  const unlock = await askForUnlock(page);
  const right = { itemId: String(article.id), seenPriceMicros: String(PRICE) };
  const forgeries = [
    ...['-35000', '0', '1', '35000.5', 'NaN', '9'.repeat(19), '9'.repeat(200), '', 35_000, null, {}].map(
      (seenPriceMicros) => ({ ...right, seenPriceMicros }),
    ),
    ...['0', '-1', '9'.repeat(18), '9'.repeat(19), "1' OR 1=1 --", '', 1, null, [], {}].map((itemId) => ({
      ...right,
      itemId,
    })),
  ];
  for (const forged of forgeries) {
    const answer = await resend(page, unlock, JSON.stringify([forged]));
    expect(await answer.text(), JSON.stringify(forged)).toContain('"ok":false');
  }
  expect(await readBooks(person)).toEqual(UNTOUCHED);
  // The same way with the right values does unlock, so it was their values that were refused.
  expect(await (await resend(page, unlock, JSON.stringify([right]))).text()).toContain('"ok":true');
  expect(await readBooks(person)).toEqual(UNLOCKED);
});

test('nobody takes back another reader’s unlock', async ({ page, browser }) => {
  const { person, article } = await openArticle(page);
  await page.getByRole('button', { name: 'Unlock for 3.5¢' }).click();
  await expect(page.getByText(article.secret)).toBeVisible();
  const unlockId = await page.locator('input[name=unlockId]').inputValue();

  const context = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL });
  const theirs = await context.newPage();
  const stranger = await signInAsNewReader(theirs);
  await giveMoney(stranger, 1_000_000n);
  await visit(theirs, article.path);
  await theirs.getByRole('button', { name: 'Unlock for 3.5¢' }).click();
  await expect(theirs.getByText(article.secret)).toBeVisible();
  await forge(theirs, 'unlockId', unlockId);
  await theirs.getByRole('button', { name: 'Take it back' }).click();
  await expect(theirs.getByText('We can’t find that.')).toBeVisible();
  await context.close();

  expect(await readBooks(person)).toEqual(UNLOCKED);
  expect(await readBooks(stranger)).toEqual(UNLOCKED);
});

test('rubbish sent to the actions is refused without a charge, and the app goes on', async ({ page }) => {
  const { person, article } = await openArticle(page);
  const unlock = await askForUnlock(page);
  const topUp = await askForTopUp(page);
  const rubbish = [
    '',
    '[]',
    '[null]',
    '[{}]',
    '[{"__proto__":{"x":1}}]',
    '{"a":',
    '["$F1"]',
    '\u0000',
    '[1e999]',
  ];
  for (const request of [unlock, topUp]) {
    for (const body of rubbish) {
      const answer = await resend(page, request, body);
      expect(await answer.text(), body).not.toMatch(/"ok":true|"checkoutUrl"/);
    }
  }
  const unknown = await page.request.post(article.path, {
    headers: { 'next-action': 'f'.repeat(42) },
    data: '[]',
  });
  expect(unknown.ok()).toBe(false);
  // Another site cannot send a reader's unlock.
  const foreign = await page.request.post(unlock.url(), {
    headers: { ...unlock.headers(), origin: 'https://evil.example' },
    data: unlock.postDataBuffer() ?? '',
  });
  expect(foreign.ok()).toBe(false);

  expect(await readBooks(person)).toEqual(UNTOUCHED);
  await visit(page, article.path);
  await page.getByRole('button', { name: 'Unlock for 3.5¢' }).click();
  await expect(page.getByText(article.secret)).toBeVisible();
});

test('forged amounts and articles start no payment', async ({ page }) => {
  const person = await signInAsNewReader(page);
  const topUp = await askForTopUp(page);
  const requestKey = crypto.randomUUID();
  const forgeries = [
    { requestKey, amount: '-10' },
    { requestKey, amount: 10 },
    { requestKey, amount: '99999999999999999999' },
    { requestKey: 'not a key', amount: '10' },
    { requestKey, amount: '10', wantedItemId: '999999999999', seenPriceMicros: '1' },
    { requestKey, amount: '10', wantedItemId: '1' },
    { requestKey, amount: '10', wantedItemId: '-1', seenPriceMicros: '1' },
    { requestKey, amount: '10', saveCard: { on: true } },
  ];
  for (const forged of forgeries) {
    const answer = await resend(page, topUp, JSON.stringify([forged]));
    expect(await answer.text(), JSON.stringify(forged)).toContain('"ok":false');
  }
  expect(await readTopUps(person)).toEqual([]);
});
