import { publishOwnArticle } from './support/article.ts';
import { payWithCard } from './support/checkout.ts';
import { readBooks, readStatement, signInAsNewReader } from './support/person.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

test('the wallet tells where the money went: headline, lines, filters, file, receipt', async ({ page }) => {
  const person = await signInAsNewReader(page);
  const [kept, undone] = [await publishOwnArticle(35_000n), await publishOwnArticle(2_000n)];
  await visit(page, '/wallet');
  await expect(page.getByText('Your first unlock or top-up will be the first line.')).toBeVisible();
  await page.getByText('$5', { exact: true }).click();
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await payWithCard(page);

  // The receipt: what was paid, and the fee that the reader did not pay.
  await expect(page.getByRole('heading', { name: '$5.00 is in your wallet' })).toBeVisible();
  const receipt = page.getByRole('region', { name: 'Receipt' });
  await expect(receipt).toContainText('Visa ending in 4242');
  await expect(receipt).toContainText('$0.45, paid by Farthing');
  await expect(receipt).toContainText(person.email);

  for (const { path, secret } of [kept, undone]) {
    await visit(page, path);
    await page.getByRole('button', { name: /^Unlock for/ }).click();
    await expect(page.getByText(secret)).toBeVisible();
  }
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByRole('button', { name: 'Unlock for 0.2¢' })).toBeVisible();
  expect(await readBooks(person)).toEqual({ balanceMicros: 4_965_000n, unlocks: 1 });

  await visit(page, '/wallet');
  const balance = page.getByRole('region', { name: 'Balance' });
  await expect(balance).toContainText('$4.965');
  await expect(page.getByText('1 unlock, 1 card charge')).toBeVisible();
  const statement = page.getByRole('region', { name: 'Where your money went' });
  const lines = statement.getByRole('listitem');
  await expect(lines).toHaveCount(4);
  await expect(lines.nth(0)).toContainText(undone.title);
  await expect(lines.nth(0)).toContainText('Taken back');
  await expect(lines.nth(2)).toContainText(kept.title);
  await expect(lines.nth(3)).toContainText('Top-up');

  await statement.getByRole('link', { name: 'Unlocks', exact: true }).click();
  await expect(page).toHaveURL('/wallet?show=unlocks');
  await expect(lines).toHaveCount(3);
  await statement.getByRole('link', { name: 'Top-ups', exact: true }).click();
  await expect(lines).toHaveCount(1);
  await statement.getByRole('link', { name: 'Gifts', exact: true }).click();
  await expect(statement.getByText('Nothing of this kind yet')).toBeVisible();

  // The file, line by line what the ledger holds.
  const started = page.waitForEvent('download');
  await statement.getByRole('link', { name: 'Download as CSV' }).click();
  const download = await started;
  expect(download.suggestedFilename()).toMatch(/^farthing-statement-\d{4}-\d{2}-\d{2}\.csv$/);
  const answer = await page.request.get('/wallet/statement.csv');
  const [head, ...rows] = (await answer.text()).replace('\uFEFF', '').trim().split('\r\n');
  expect(head).toBe('Date (UTC),What,Title,Detail,Amount,Currency,Balance after,Reference');
  const ledger = await readStatement(person);
  expect(rows.map(readRow)).toEqual(ledger);
  expect(ledger.map(({ kind }) => kind)).toEqual(['unlock_refund', 'unlock', 'unlock', 'top_up']);

  await visit(page, '/wallet?show=top-ups');
  await lines.getByRole('link', { name: 'Top-up' }).click();
  await expect(page.getByRole('heading', { name: '$5.00 is in your wallet' })).toBeVisible();
});

/** Titles of the tests hold commas, so the numbers are read from the end of the line. */
function readRow(row: string) {
  const [reference = '', balance, currency, amount] = row.split(',').reverse();
  const [kind, ref] = reference.split('-');
  return { kind, ref, amount, currency, balance };
}
