import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { publishOwnArticle } from './support/article.ts';
import { confirmSignUp } from './support/mailbox.ts';
import { findPerson, signInAsNewReader } from './support/person.ts';
import { sql } from './support/sql.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

const SCRIPT = `"'><img src=x onerror=alert(1)><script>alert(2)</script>`;

/** Fails the test when a dialog opens or an element of the script's came to life. */
function watchForScript(page: Page): { expectNone: () => Promise<void> } {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  return {
    expectNone: async () => {
      expect(dialogs).toEqual([]);
      await expect(page.locator('img[src="x"]')).toHaveCount(0);
    },
  };
}

test('script as a name is shown as the text it is', async ({ page }) => {
  const watch = watchForScript(page);
  const email = `new-${randomUUID()}@example.com`;
  await visit(page, '/sign-up');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill('copper wren lantern sideways');
  await page.getByLabel('Name (optional)').fill(SCRIPT);
  await page.getByRole('button', { name: 'Create account' }).click();
  await confirmSignUp(page, email);
  await expect(page.getByRole('heading', { name: 'Newest' })).toBeVisible();
  await page.getByRole('button', { name: 'Menu' }).click();
  await expect(page.getByText(SCRIPT, { exact: true })).toBeVisible();

  await visit(page, '/settings');
  await expect(page.getByLabel('Name')).toHaveValue(SCRIPT);
  await page.getByLabel('Name').fill(`${SCRIPT}2`);
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  const { id } = await findPerson(email);
  expect(await sql('SELECT name FROM users WHERE id = $1', [id])).toEqual([{ name: `${SCRIPT}2` }]);
  await watch.expectNone();
});

test('script as a search is shown as the text it is', async ({ page }) => {
  const watch = watchForScript(page);
  await visit(page, '/search');
  // With a word that no article has: another test publishes one with the script in its title.
  const query = `${SCRIPT} ${randomUUID()}`;
  await page.getByRole('searchbox').last().fill(query);
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText(`Nothing found for “${query}”`)).toBeVisible();
  await expect(page.getByRole('searchbox').last()).toHaveValue(query);
  await watch.expectNone();
});

test('script as an address, an amount or a way back does nothing', async ({ page }) => {
  const watch = watchForScript(page);
  await visit(page, `/sign-in?next=javascript:alert(1)&error=${encodeURIComponent(SCRIPT)}`);
  await page.getByLabel('Email').fill(SCRIPT);
  await page.getByLabel('Password', { exact: true }).fill('x');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page.getByText('This does not look like an email address.')).toBeVisible();
  await expect(page.locator('input[name=next]').first()).toHaveValue('/');

  await signInAsNewReader(page);
  await visit(page, `/wallet?show=${encodeURIComponent(SCRIPT)}`);
  await page.getByLabel('Other amount').fill(SCRIPT.slice(0, 20));
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'read this as an amount' })).toBeVisible();
  await watch.expectNone();
});

test('script in what a creator writes is not run', async ({ page }) => {
  const watch = watchForScript(page);
  const article = await publishOwnArticle(10_000n, {
    title: `A title ${SCRIPT}`,
    teaser:
      `${SCRIPT}\n\n[click](javascript:alert(3)) <iframe ` +
      `src="javascript:alert(4)"></iframe>\n\n![x](x"onerror="alert(5))`,
  });
  await visit(page, article.path);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`A title ${SCRIPT}`);
  await expect(page.locator('a[href^="javascript:"], iframe')).toHaveCount(0);
  await watch.expectNone();
});
