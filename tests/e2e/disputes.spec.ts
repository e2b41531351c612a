import { signInAsNewAdmin } from './support/admin.ts';
import { payWithCard } from './support/checkout.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { readBooks, signInAsNewReader } from './support/person.ts';
import { sql } from './support/sql.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

test('a disputed charge: the wallet on hold, evidence looked at and sent, won, and released', async ({
  page,
  browser,
}) => {
  const context = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL });
  const readerPage = await context.newPage();
  const reader = await signInAsNewReader(readerPage);
  await visit(readerPage, '/wallet');
  await readerPage.getByText('$10', { exact: true }).click();
  await readerPage.getByRole('button', { name: 'Continue to payment' }).click();
  await payWithCard(readerPage, '4000 0000 0000 0259');
  const disputeOf = async () => {
    const [row] = await sql<{ id: string; status: string; wallet: string }>(
      `SELECT d.id, d.status, w.status AS wallet FROM disputes d JOIN wallets w ON w.id = d.wallet_id
        WHERE w.user_id = $1`,
      [reader.id],
    );
    return row;
  };
  await expect.poll(async () => (await disputeOf())?.wallet).toBe('frozen');
  const dispute = await disputeOf();
  await readerPage.goto('/wallet');
  await expect(readerPage.getByText('This wallet is on hold.')).toBeVisible();

  await signInAsNewAdmin(page, 'finance');
  await visit(page, '/admin/disputes');
  await expectAccessible(page);
  await page.getByRole('link', { name: reader.email }).first().click();
  await expect(page.getByRole('heading', { name: `Dispute ${dispute?.id}` })).toBeVisible();
  await expect(page.getByText('The bank took it')).toBeVisible();
  await page.getByLabel('What the bank should know').fill('winning_evidence');
  await page.getByRole('button', { name: 'Put the evidence together' }).click();
  const link = page.getByRole('link', { name: 'Open the PDF' });
  await expect(link).toBeVisible();
  const pdf = await page.request.get(String(await link.getAttribute('href')));
  expect(pdf.headers()['content-type']).toBe('application/pdf');
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await page.getByRole('button', { name: 'Send to the bank' }).click();
  await expect(page.getByText('This dispute takes no more evidence.')).toBeVisible();
  await expect.poll(async () => (await disputeOf())?.status, { timeout: 40_000 }).toBe('won');
  expect((await disputeOf())?.wallet).toBe('active');
  expect(await readBooks(reader)).toMatchObject({ balanceMicros: 10_000_000n });
  await context.close();
});
