import { randomUUID } from 'node:crypto';
import { readPdf } from '../integration/payouts/read-pdf.ts';
import { settleNow } from './support/creator.ts';
import { becomeCreator, unlockAsAnother, writeAndPublish } from './support/first-publication.ts';
import { signUpAsNewReader } from './support/person.ts';
import { sql } from './support/sql.ts';
import { expect, test } from './support/test.ts';
import { untilInteractive, visit } from './support/visit.ts';

test('from a new account to money at the bank: write, publish, be read, watch it arrive, be paid', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const key = randomUUID().slice(0, 8);
  const { id: userId } = await signUpAsNewReader(page);

  const creatorPath = await test.step('become a creator', () => becomeCreator(page, key));
  const { title, secret } = await test.step('write and publish', () =>
    writeAndPublish(page, key, { typed: '$12.00', ofThousand: '$10,800.00' }));

  await test.step('another reader unlocks it, and the open dashboard shows it', async () => {
    await visit(page, '/studio/earnings');
    await expect(page.locator('[data-live="on"]')).toBeVisible();
    const states = page.getByRole('region', { name: 'Where your money is' });
    await expect(states.getByText('$12.00')).toHaveCount(0);
    const money = { givenMicros: 13_000_000n, price: '$12.00', leftMicros: 1_000_000n };
    await unlockAsAnother(page, { title, secret, creatorPath }, money);
    // Nothing is loaded again here: the unlock comes by itself.
    await expect(states.getByText('$12.00')).toBeVisible();
  });

  await test.step('settle: the fee is its own line', async () => {
    const [creator] = await sql<{ id: string }>('SELECT id FROM creators WHERE user_id = $1', [userId]);
    await settleNow({ creatorId: BigInt(creator?.id ?? 0) });
    await visit(page, '/studio/payouts');
    await expect(page.getByText('$10.80', { exact: true })).toBeVisible();
    // Where an address was never confirmed no mail goes there, and that is said.
    const notice = page.getByText('so we send no mail there');
    await expect(notice).toHaveCount(0);
    await sql('UPDATE users SET email_verified = NULL WHERE id = $1', [userId]);
    await page.reload();
    await expect(notice).toBeVisible();
  });

  await test.step('be paid', async () => {
    await page.getByRole('button', { name: 'Set up with Stripe' }).click();
    await page.waitForURL(/\/setup\/e\//);
    await page.getByRole('button', { name: /everything is in order/ }).click();
    await page.waitForURL(/\/studio\/payouts/);
    await untilInteractive(page);
    await page.getByRole('button', { name: 'Pay out $10.80' }).click();
    await expect(page.getByText('$10.80 is on its way to your bank.')).toBeVisible();
    await expect(page.getByText('Paid', { exact: true })).toBeVisible({ timeout: 40_000 });
  });

  await test.step('the statement adds up, on the page and in the file', async () => {
    await page.getByRole('link', { name: /^Statement of payout/ }).click();
    const lines = page.getByRole('region', { name: 'What it pays for' });
    for (const amount of ['$12.00', '−$1.20', '$10.80'])
      await expect(lines.getByText(amount).first()).toBeVisible();
    await expect(page.getByRole('region', { name: 'Item by item' })).toContainText(title);
    const file = await page.request.get(`${new URL(page.url()).pathname}/statement.pdf?language=en`);
    const text = readPdf(await file.body())
      .pages.join('\n')
      .replaceAll('\n', ' ');
    for (const part of ['$12.00', '−$1.20', '$10.80', title]) expect(text).toContain(part);
  });
});
