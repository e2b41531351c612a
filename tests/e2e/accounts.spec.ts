import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { publishOwnArticle } from './support/article.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { followMail } from './support/mailbox.ts';
import { findPerson, readBooks, signUpAsNewReader } from './support/person.ts';
import { expect, test } from './support/test.ts';
import { untilInteractive, visit } from './support/visit.ts';

test('a mailed link signs in and leads back to the article; it works once', async ({ page }) => {
  const article = await publishOwnArticle(35_000n);
  const email = `new-${randomUUID()}@example.com`;
  await visit(page, article.path);
  await page.getByRole('link', { name: 'Sign in to unlock for 3.5¢' }).click();
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Mail me a sign-in link' }).click();
  await followMail(page, email, 'Your sign-in link');
  const link = page.url();
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(article.path);
  await expect(page.getByText('Your wallet holds $0.00, and this costs 3.5¢.')).toBeVisible();
  expect(await readBooks(await findPerson(email))).toEqual({ balanceMicros: 0n, unlocks: 0 });

  await page.context().clearCookies();
  await visit(page, link);
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
});

test('a changed password ends the other session, and only the new one signs in', async ({
  page,
  browser,
}) => {
  const { email, password } = await signUpAsNewReader(page);
  const context = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL });
  const other = await context.newPage();
  await visit(other, '/sign-in?next=/library');
  await signIn(other, email, password);
  await expect(other).toHaveURL('/library');

  await visit(page, '/settings');
  await page.getByLabel('Current password').fill(password);
  await page.getByLabel('New password').fill('seven quiet otters hum');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password is changed, and one other device is signed out.')).toBeVisible();

  await other.goto('/library');
  await expect(other).toHaveURL('/sign-in?next=%2Flibrary');
  await untilInteractive(other);
  await signIn(other, email, password);
  await expect(other.getByText('The address or the password is not right.')).toBeVisible();
  await signIn(other, email, 'seven quiet otters hum');
  await expect(other).toHaveURL('/library');
  await context.close();
  await visit(page, '/library');
  await expect(page).toHaveURL('/library');
});

test('a forgotten password is set again by mail', async ({ page }) => {
  const { email } = await signUpAsNewReader(page);
  await page.context().clearCookies();
  await visit(page, '/sign-in');
  await page.getByRole('link', { name: 'Forgotten your password?' }).click();
  await expect(page.getByRole('heading', { name: 'Forgotten your password?' })).toBeVisible();
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Mail me the link' }).click();
  await followMail(page, email, 'Set a new password');
  await page.getByLabel('New password').fill('seven quiet otters hum');
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await expect(page.getByRole('link', { name: 'Wallet: $0.00' })).toBeVisible();
});

test('many wrong passwords are slowed down with a kind word, and then even the right one waits', async ({
  page,
}) => {
  const { email, password } = await signUpAsNewReader(page);
  await page.context().clearCookies();
  await visit(page, '/sign-in');
  const wrong = page.getByText('The address or the password is not right.');
  const waits = page.getByText(/That was a bit fast|Too many attempts/);
  // The limit is ten in a quarter of an hour; twice as many when a new one begins meanwhile.
  for (let tries = 0; tries < 21 && !(await waits.isVisible()); tries += 1) {
    const answered = page.waitForResponse((response) => response.request().method() === 'POST');
    await signIn(page, email, `wrong ${tries}`);
    await answered;
    await expect(wrong.or(waits)).toBeVisible();
  }
  await expect(waits).toBeVisible();
  await signIn(page, email, password);
  await expect(waits).toBeVisible();
  await expect(page).toHaveURL('/sign-in');
});

test('a visitor can sign out, and the session is over', async ({ page }) => {
  await signUpAsNewReader(page);
  const cookies = await page.context().cookies();
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('link', { name: 'Sign in', exact: true }).first()).toBeVisible();
  await page.context().addCookies(cookies);
  await page.goto('/library');
  await expect(page).toHaveURL('/sign-in?next=%2Flibrary');
});

test('a weak password is told in place; a taken address is told by mail alone, with a way in', async ({
  page,
}) => {
  const { email } = await signUpAsNewReader(page);
  await page.context().clearCookies();
  await visit(page, '/sign-up?next=/library');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('password1234');
  await expect(page.getByText('Strength: Too easy to guess')).toBeVisible();
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('Too easy to guess. A longer one helps most')).toBeVisible();
  await page.getByLabel('Password', { exact: true }).fill('copper wren lantern sideways');
  await page.getByRole('button', { name: 'Create account' }).click();
  await followMail(page, email, 'You already have a Farthing account');
  await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL('/library');
});

test('a sign-up that is confirmed in another browser signs in there, without the password', async ({
  page,
  browser,
}) => {
  const email = `new-${randomUUID()}@example.com`;
  await visit(page, '/sign-up?next=/library');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('copper wren lantern sideways');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page).toHaveURL('/sign-in/check-your-mail?next=%2Flibrary');
  await expectAccessible(page);
  // Not before the mail: the answer would tell that the address was new.
  await page.getByRole('link', { name: 'Back to sign in' }).click();
  await expect(page).toHaveURL('/sign-in?next=%2Flibrary');
  await signIn(page, email, 'copper wren lantern sideways');
  await expect(page.getByText('open the link in our mail first')).toBeVisible();

  const context = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL });
  const other = await context.newPage();
  await visit(other, '/sign-in/check-your-mail');
  await followMail(other, email, 'Welcome to Farthing');
  await expect(other.getByText('This is not the browser in which you signed up')).toBeVisible();
  await expectAccessible(other);
  await other.getByRole('button', { name: 'Confirm and sign in' }).click();
  await expect(other).toHaveURL('/library');
  await visit(other, '/settings');
  await expect(other.getByLabel('Current password')).toHaveCount(0);
  await context.close();
});

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
}
