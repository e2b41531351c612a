import { signInAsNewAdmin } from './support/admin.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

test('compare with Stripe on demand, look at the run, take it as a file', async ({ page }) => {
  await signInAsNewAdmin(page, 'finance');
  await visit(page, '/admin/reconciliation');
  await page.getByRole('button', { name: 'Compare now' }).click();
  await expect(page.getByText(/^Done\./)).toBeVisible();
  await page.getByRole('table', { name: 'Runs' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: /^Comparison \d+$/ })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Closing balance of card clearing' })).toBeVisible();
  await expectAccessible(page);
  const href = await page.getByRole('link', { name: 'Closing balance as CSV' }).getAttribute('href');
  const file = await page.request.get(String(href));
  expect(file.headers()['content-type']).toContain('text/csv');
  expect(await file.text()).toContain('currency,part,stripe,books,under_way,listed,left');
});
