import type { Browser, Page } from '@playwright/test';
import { expectAccessible } from './support/expect-accessible.ts';
import { giveMoney, signInAsNewReader } from './support/person.ts';
import { sql } from './support/sql.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

test.use({ expectedErrors: /Failed to load resource/ });

async function openAdmin(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL });
  const page = await context.newPage();
  const admin = await signInAsNewReader(page);
  await sql(`UPDATE users SET role = 'admin', admin_role = 'support' WHERE id = $1`, [admin.id]);
  return page;
}

test('a reader asks about a receipt, support answers, the reader sees it and writes back', async ({
  page,
  browser,
}) => {
  const reader = await signInAsNewReader(page);
  await giveMoney(reader, 5_000_000n);
  const [topUp] = await sql<{ id: string }>(
    'SELECT t.id FROM top_ups t JOIN wallets w ON w.id = t.wallet_id WHERE w.user_id = $1',
    [reader.id],
  );
  await visit(page, `/wallet/top-ups/${topUp?.id}`);
  await page.getByRole('link', { name: 'Something is wrong? Ask about this' }).click();
  await expect(page.getByText(`Top-up ${topUp?.id}`)).toBeVisible();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Please write something here.').first()).toBeVisible();
  const subject = `Charged twice ${reader.id}`;
  await page.getByLabel('What is it about?').fill(subject);
  await page.getByLabel('What happened?').fill('x'.repeat(4_001));
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('That is too long')).toBeVisible();
  await page
    .getByLabel('What happened?')
    .fill('<b>Twice</b>, I think. **두 번(Twice)**이고 3~5달러예요, 10~12시에요.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('heading', { name: subject })).toBeVisible();
  // Messages are no Markdown: they are read as they were typed.
  await expect(
    page.getByText('<b>Twice</b>, I think. **두 번(Twice)**이고 3~5달러예요, 10~12시에요.'),
  ).toBeVisible();
  await expectAccessible(page);
  const path = new URL(page.url()).pathname;

  const desk = await openAdmin(browser);
  await visit(desk, '/admin/support?owner=nobody');
  await desk.getByRole('link', { name: subject }).click();
  await desk.getByRole('button', { name: 'Take it' }).click();
  await expect(desk.getByRole('button', { name: 'Let it go' })).toBeVisible();
  await desk.getByRole('textbox', { name: 'Note among admins' }).fill('Looks like one charge to me.');
  await desk.getByRole('button', { name: 'Save the note' }).click();
  await expect(desk.getByText('Looks like one charge to me.')).toBeVisible();
  await desk.getByRole('combobox', { name: 'Insert a canned answer' }).selectOption('Looking into it');
  await desk.getByRole('button', { name: 'Send the answer' }).click();
  await expect(desk.getByText('Waiting for the person').first()).toBeVisible();
  await expectAccessible(desk);

  await visit(page, '/support');
  await expect(page.getByText('New answer')).toBeVisible();
  await page.getByRole('link', { name: subject }).click();
  await expect(page.getByText('We are looking into it')).toBeVisible();
  await expect(page.getByText('Looks like one charge to me.')).toHaveCount(0);
  await page.getByLabel('Write back').fill('Thank you.');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('We are on it')).toBeVisible();

  const context = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL });
  const strangers = await context.newPage();
  await signInAsNewReader(strangers);
  for (const address of [
    path,
    `/support/new?about=top_up-${topUp?.id}`,
    '/support/new?about=nonsense',
    '/support/0',
    '/admin/support',
    '/admin/support/answers',
  ])
    expect((await strangers.goto(address))?.status(), address).toBe(404);
  await context.close();
  await desk.context().close();
});
