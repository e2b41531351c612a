import { readFile } from 'node:fs/promises';
import { expectAccessible } from './support/expect-accessible.ts';
import { giveMoney, signInAsNewReader } from './support/person.ts';
import { sql } from './support/sql.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

test.use({ expectedErrors: /Failed to load resource/ });

test('from the trial balance every figure leads down to the row that caused it', async ({
  page,
  browser,
}) => {
  const admin = await signInAsNewReader(page);
  await sql(`UPDATE users SET role = 'admin', admin_role = 'finance' WHERE id = $1`, [admin.id]);
  const context = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL });
  const readers = await context.newPage();
  const reader = await signInAsNewReader(readers);
  await giveMoney(reader, 7_654_321n);

  await visit(page, '/admin/ledger/trial-balance');
  await expect(page.getByText('Debits and credits are equal.').first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Wallet, paid' }).first().click();
  await page.getByRole('searchbox', { name: 'Owner' }).fill(reader.email);
  await page.getByRole('button', { name: 'Filter' }).click();
  await expect(page.getByRole('row').filter({ hasText: reader.email })).toContainText('$7.654321');
  await page.getByRole('link', { name: /Wallet, paid/ }).click();
  await expect(page.getByText('Balance: $7.654321')).toBeVisible();
  await page.getByRole('link', { name: /^Top-up/ }).click();
  await expect(page.getByRole('heading', { name: /^Top-up/ })).toBeVisible();
  await expect(page.getByRole('link', { name: /Card clearing/ })).toBeVisible();
  await expectAccessible(page);

  await visit(page, '/admin/ledger/export');
  for (const [section, start] of [
    ['csv', '\ufefftime,kind,ref'],
    ['journal', "; Farthing's ledger"],
  ] as const) {
    const downloading = page.waitForEvent('download');
    await page.locator(`#${section}`).getByRole('button', { name: 'Download' }).click();
    const text = await readFile(await (await downloading).path(), 'utf8');
    expect(text.startsWith(start)).toBe(true);
    expect(text).toContain('7.654321');
  }
  const audit = await sql<{ file: string }>(
    `SELECT after->>'file' AS file FROM audit_log WHERE actor_id = $1 AND action = 'export_ledger'
      ORDER BY id`,
    [admin.id],
  );
  expect(audit.map((row) => row.file)).toEqual(['transfers.csv', 'books.journal']);

  // What the address says wrongly is said, and nothing else is shown for it.
  await visit(page, '/admin/ledger/trial-balance?at=garbage');
  await expect(page.getByText('can’t be read: at=garbage.')).toBeVisible();
  await expect(page.getByText('Debits and credits are equal.')).toHaveCount(0);
  await page.getByRole('link', { name: 'Show the page without it' }).click();
  await expect(page.getByText('Debits and credits are equal.').first()).toBeVisible();
  const refused = await page.request.get('/admin/ledger/export/transfers.csv?at=2026-02-31');
  expect([refused.status(), await refused.text()]).toEqual([400, expect.stringContaining('at=2026-02-31')]);

  for (const address of [
    '/admin/ledger',
    '/admin/ledger/trial-balance',
    '/admin/ledger/export/transfers.csv',
    '/admin/ledger/export/journal',
    '/admin/jobs',
  ])
    expect((await readers.request.get(address)).status(), address).toBe(404);
  await context.close();
});

test('health answers anyone, readiness is whole, and metrics are not there without their token', async ({
  request,
}) => {
  expect((await request.get('/api/health')).status()).toBe(200);
  await expect
    .poll(async () => (await request.get('/api/ready')).json(), { timeout: 30_000 })
    .toEqual({ status: 'ok' });
  expect((await request.get('/api/metrics')).status()).toBe(404);
});
