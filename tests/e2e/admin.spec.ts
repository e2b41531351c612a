import { ADMIN_PASSWORD, makeReader, PDF, signInAsNewAdmin } from './support/admin.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { giveMoney, readBooks, signInAsNewReader } from './support/person.ts';
import { sql } from './support/sql.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

test('a debit: find the person, see the postings, prove who one is, post', async ({ page }) => {
  const reader = await makeReader();
  await giveMoney(reader, 10_000_000n);
  const admin = await signInAsNewAdmin(page, 'finance', 11);
  await visit(page, '/admin/people');
  await page.getByLabel('Email, name, id').fill(reader.email.slice(0, 20));
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('link', { name: reader.email }).click();
  await page.getByRole('link', { name: 'Adjust a balance' }).click();

  await page.getByLabel('Account').selectOption({ label: 'Paid money ($10.00)' });
  await page.getByLabel('Debit: take').check();
  await page.getByLabel(/^Amount/).fill('2.50');
  await page.getByLabel('Note').fill('Credited twice by hand.');
  await page.getByRole('button', { name: 'Show the postings' }).click();
  const lines = page.getByRole('table', { name: 'These lines will be posted' });
  await expect(lines.getByRole('row')).toContainText(['Account', 'Wallet, paid', 'Adjustments']);
  await expect(page.getByText('Balance before $10.00 · after $7.50')).toBeVisible();
  expect((await readBooks(reader)).balanceMicros).toBe(10_000_000n);

  await page.getByRole('button', { name: 'Post it' }).click();
  const dialog = page.getByRole('dialog', { name: 'Is it you?' });
  await dialog.getByLabel('Password').fill('not my password');
  await dialog.getByRole('button', { name: 'Confirm and go on' }).click();
  await expect(dialog.getByText('This is not your current password.')).toBeVisible();
  await dialog.getByLabel('Password').fill(ADMIN_PASSWORD);
  await dialog.getByRole('button', { name: 'Confirm and go on' }).click();

  await expect(page.getByRole('heading', { name: /^Adjustment #\d+$/ })).toBeVisible();
  await expect(page.getByText('Posted', { exact: true })).toBeVisible();
  expect((await readBooks(reader)).balanceMicros).toBe(7_500_000n);
  const acts = await sql<{ action: string }>('SELECT action FROM audit_log WHERE actor_id = $1 ORDER BY id', [
    admin.id,
  ]);
  expect(acts.map(({ action }) => action)).toEqual(['prove_again', 'post_adjustment']);

  await page.getByText('Reverse this adjustment …').click();
  await page.getByLabel('Reason').fill('It was right after all.');
  await page.getByRole('button', { name: 'Reverse', exact: true }).click();
  await expect(page.getByText('Taken back by')).toBeVisible();
  expect((await readBooks(reader)).balanceMicros).toBe(10_000_000n);
});

test('money that goes out needs a file; too large a debit is refused with the balance', async ({ page }) => {
  const reader = await makeReader();
  await signInAsNewAdmin(page, 'finance');
  await visit(page, `/admin/adjustments/new?person=${reader.id}`);
  await page.getByLabel(/^Amount/).fill('3');
  await page.getByLabel('Note').fill('A wrong charge of March.');
  await page.getByRole('button', { name: 'Show the postings' }).click();
  await page.getByRole('button', { name: 'Post it' }).click();
  await expect(page.getByText('Money goes out here: a file that shows why is needed.')).toBeVisible();
  await page.getByLabel('Attachment').setInputFiles({
    name: 'letter.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.concat([PDF, Buffer.from(`% ${reader.id}`)]),
  });
  await page.getByRole('button', { name: 'Show the postings' }).click();
  await page.getByRole('button', { name: 'Post it' }).click();
  await expect(page.getByRole('link', { name: 'letter.pdf' })).toBeVisible();
  expect((await readBooks(reader)).balanceMicros).toBe(3_000_000n);

  await visit(page, `/admin/adjustments/new?person=${reader.id}`);
  await page.getByLabel('Debit: take').check();
  await page.getByLabel(/^Amount/).fill('3.01');
  await page.getByLabel('Note').fill('x'.repeat(100_000));
  await page.getByRole('button', { name: 'Show the postings' }).click();
  await expect(page.getByText('The account holds only $3.00. Nothing was posted.')).toBeVisible();
  await page.getByLabel(/^Amount/).fill('3');
  await page.getByRole('button', { name: 'Show the postings' }).click();
  await page.getByRole('button', { name: 'Post it' }).click();
  await expect(page.getByText('Please use 5,000 characters at most.')).toBeVisible();
  expect((await readBooks(reader)).balanceMicros).toBe(3_000_000n);
});

test('above the limit a second admin approves, and not the one who asked', async ({ page, browser }) => {
  const reader = await makeReader();
  await signInAsNewAdmin(page, 'finance');
  await visit(page, `/admin/adjustments/new?person=${reader.id}`);
  await page.getByLabel('Account').selectOption('A new gift');
  await page.getByLabel(/^Amount/).fill('50');
  await page.getByLabel('Note').fill('For a year of patience.');
  await page.getByRole('button', { name: 'Show the postings' }).click();
  await page.getByRole('button', { name: 'Ask a second admin' }).click();
  await expect(page.getByText('another admin has to approve it')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Approve and post' })).toHaveCount(0);
  expect((await readBooks(reader)).balanceMicros).toBe(0n);

  const context = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL });
  const second = await context.newPage();
  await signInAsNewAdmin(second, 'owner');
  await visit(second, new URL(page.url()).pathname);
  await second.getByRole('button', { name: 'Approve and post' }).click();
  await expect(second.getByText('Posted', { exact: true })).toBeVisible();
  expect((await readBooks(reader)).balanceMicros).toBe(50_000_000n);
  await context.close();
});

test('gifts from a file: the dry run lists the problems, one yes gives the good lines', async ({ page }) => {
  const [a, b] = [await makeReader(), await makeReader()];
  await signInAsNewAdmin(page, 'finance');
  await visit(page, '/admin/gifts');
  const csv = `email,amount,expires\n${a.email},1.50,2199-01-31\n${b.email},3.5¢\n${a.email},1\nnobody@nowhere.test,1\n${b.email},oops\n`;
  await page
    .getByLabel('CSV file')
    .setInputFiles({ name: 'spring.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByRole('button', { name: 'Read it (dry run)' }).click();
  await expect(page.getByText('2 of 5 lines are good, $1.535 together.')).toBeVisible();
  for (const problem of ['The same reader again', 'No such reader', 'Not an amount'])
    await expect(page.getByRole('cell', { name: problem })).toBeVisible();
  expect((await readBooks(a)).balanceMicros).toBe(0n);
  await page.getByLabel('What these gifts are for').fill('Spring.');
  await page.getByRole('button', { name: 'Give 2 gifts' }).click();
  await expect(page.getByText('2 gifts are given.')).toBeVisible({ timeout: 90_000 });
  expect((await readBooks(a)).balanceMicros).toBe(1_500_000n);
  expect((await readBooks(b)).balanceMicros).toBe(35_000n);
});

test('a frozen wallet: its reader is told plainly, and it is released again', async ({ page, browser }) => {
  const context = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL });
  const theirs = await context.newPage();
  const reader = await signInAsNewReader(theirs);
  await giveMoney(reader, 5_000_000n);
  await signInAsNewAdmin(page, 'finance');
  await visit(page, `/admin/people/${reader.id}`);
  await page.getByText('Freeze this wallet …').click();
  await page.getByLabel('Reason').fill('Card reported stolen.');
  await page.getByRole('button', { name: 'Freeze the wallet' }).click();
  await expect(page.getByText('This wallet is frozen')).toBeVisible();
  await visit(theirs, '/wallet');
  await expect(theirs.getByText('on hold').first()).toBeVisible();
  await expect(theirs.getByText('stolen')).toHaveCount(0);
  await page.getByLabel('Reason').fill('The card was found.');
  await page.getByRole('button', { name: 'Release the wallet' }).click();
  await expect(page.getByText('This wallet is frozen')).toHaveCount(0);
  await visit(theirs, '/wallet');
  await expect(theirs.getByText('on hold')).toHaveCount(0);
  await context.close();
});

test.describe('who may enter', () => {
  test.use({ expectedErrors: /404/ });

  test('strangers are asked to sign in, readers find nothing, admins what their role allows', async ({
    page,
  }) => {
    await page.goto('/admin/people');
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fadmin%2Fpeople$/);
    const reader = await signInAsNewReader(page);
    for (const path of ['/admin', `/admin/people/${reader.id}`, '/admin/nothing', '/admin/audit/export'])
      expect((await page.goto(path))?.status(), path).toBe(404);
    await signInAsNewAdmin(page, 'support');
    expect((await page.goto('/admin'))?.status()).toBe(200);
    const menu = page.getByRole('navigation', { name: 'Back office' });
    await expect(menu.getByRole('link', { name: 'People' })).toBeVisible();
    for (const name of ['Gifts', 'Audit log', 'Admins'])
      await expect(menu.getByRole('link', { name })).toHaveCount(0);
    for (const path of [
      '/admin/roles',
      '/admin/audit',
      '/admin/gifts',
      `/admin/adjustments/new?person=${reader.id}`,
    ])
      expect((await page.goto(path))?.status(), path).toBe(404);
    await signInAsNewAdmin(page, 'finance');
    expect((await page.goto('/admin/audit'))?.status()).toBe(200);
    expect((await page.goto('/admin/roles'))?.status()).toBe(404);
    await signInAsNewAdmin(page, 'owner');
    expect((await page.goto('/admin/roles'))?.status()).toBe(200);
  });
});

test('rows are walked by keyboard, filters stand in the address, and nothing is in the way', async ({
  page,
}) => {
  const reader = await makeReader();
  await signInAsNewAdmin(page, 'owner');
  await visit(page, '/admin/people');
  const links = page.getByRole('table').getByRole('link');
  await links.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(links.nth(1)).toBeFocused();
  await page.keyboard.press('End');
  await expect(links.last()).toBeFocused();
  for (const path of [
    '/admin',
    '/admin/people',
    `/admin/people/${reader.id}`,
    `/admin/adjustments/new?person=${reader.id}`,
    '/admin/gifts',
    '/admin/audit?action=sign_in',
    '/admin/roles',
  ]) {
    await visit(page, path);
    await expectAccessible(page);
  }
  await visit(page, '/admin/audit');
  // Folded on a phone.
  await page.locator('summary').filter({ hasText: 'Filters' }).click();
  await page.getByLabel('Act', { exact: true }).selectOption({ index: 1 });
  await page.getByRole('button', { name: 'Filter' }).click();
  await expect(page).toHaveURL(/action=[a-z_]+/);
  await page.setViewportSize({ width: 1280, height: 800 });
  await visit(page, '/admin/audit');
  await expect(page.getByLabel('Act', { exact: true })).toBeVisible();
});

test('no other page of the back office has a violation, and none is wider than a phone', async ({ page }) => {
  const reader = await makeReader();
  await giveMoney(reader, 1_000_000n);
  await signInAsNewAdmin(page, 'owner');
  for (const path of [
    `/admin/people/${reader.id}?show=transfers`,
    '/admin/adjustments',
    '/admin/refunds',
    '/admin/reconciliation',
    '/admin/ledger',
    '/admin/ledger/export',
    '/admin/support?status=all',
    '/admin/support/answers',
    '/admin/jobs',
  ]) {
    await visit(page, path);
    await expectAccessible(page);
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(beyond, path).toBeLessThanOrEqual(0);
  }
});
