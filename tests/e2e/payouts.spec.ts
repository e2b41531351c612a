import type { Page } from '@playwright/test';
import { readPdf } from '../integration/payouts/read-pdf.ts';
import { earnOnce, type OwnCreator, runJob, settleNow, signInAsNewCreator } from './support/creator.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { giveMoney, signInAsNewReader } from './support/person.ts';
import { sql } from './support/sql.ts';
import { expect, test } from './support/test.ts';
import { untilInteractive, visit } from './support/visit.ts';

test.use({ expectedErrors: /Failed to load resource/ });

/** Through Stripe's form, as the sandbox shows it, and back. */
async function onboard(page: Page, finish: RegExp, { bank }: { bank?: string } = {}): Promise<void> {
  await page.waitForURL(/\/setup\/e\//);
  if (bank) await page.getByText(bank).click();
  await page.getByRole('button', { name: finish }).click();
  await page.waitForURL(/\/studio\/payouts/);
  await untilInteractive(page);
}

/** A creator whom Stripe has confirmed, with $10.80 available, on the page of payouts. */
async function readyToBePaid(page: Page, options: { bank?: string } = {}): Promise<OwnCreator> {
  const creator = await signInAsNewCreator(page);
  await earnOnce(creator);
  await visit(page, '/studio/payouts');
  await page.getByRole('button', { name: 'Set up with Stripe' }).click();
  await onboard(page, /everything is in order/, options);
  await expect(page.getByText('Confirmed', { exact: true })).toBeVisible();
  return creator;
}

async function readMoney({
  creatorId,
}: OwnCreator): Promise<{ available: string; inTransit: string; payouts: number }> {
  const [row] = await sql<{ available: string; transit: string; payouts: string }>(
    `SELECT (SELECT balance_micros FROM accounts WHERE creator_id = $1
      AND type = 'creator_available') AS available,
       (SELECT balance_micros FROM accounts WHERE creator_id = $1 AND type = 'creator_in_transit') AS transit,
       (SELECT count(*) FROM payouts WHERE creator_id = $1) AS payouts`,
    [creatorId],
  );
  return { available: row?.available ?? '0', inTransit: row?.transit ?? '0', payouts: Number(row?.payouts) };
}

test('an unlock becomes a payout: onboarding in two goes, amount, bank, statement and PDF', async ({
  page,
  browser,
}) => {
  const creator = await signInAsNewCreator(page);
  const readers = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL, locale: 'en-US' });
  const reading = await readers.newPage();
  await giveMoney(await signInAsNewReader(reading), 12_000_000n);
  await visit(reading, creator.path);
  await reading.getByRole('button', { name: /\$12\.00/ }).click();
  await expect(reading.getByRole('button', { name: 'Take it back' })).toBeVisible();
  await readers.close();

  await visit(page, '/studio/payouts');
  await expect(
    page.getByText('$12.00 more is pending. It becomes available 24 hours after each unlock'),
  ).toBeVisible();
  await settleNow(creator);
  await visit(page, '/studio/payouts');
  await expect(page.getByText('$10.80', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Pay out/ })).toHaveCount(0);

  await page.getByLabel('Where you are paid').selectOption({ label: 'South Korea' });
  await page.getByRole('button', { name: 'Set up with Stripe' }).click();
  await onboard(page, /without an identity paper/);
  await expect(page.getByText('Stripe still asks for:')).toBeVisible();
  await expect(
    page.getByRole('listitem').filter({ hasText: 'a picture of an identity document' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Continue with Stripe' }).click();
  await onboard(page, /everything is in order/);
  await expect(page.getByText('You are paid to your bank account (South Korea).')).toBeVisible();

  await page.getByRole('button', { name: 'Pay out $10.80' }).click();
  await expect(page.getByText('$10.80 is on its way to your bank.')).toBeVisible();
  await expect(page.getByText('Paid', { exact: true })).toBeVisible({ timeout: 30_000 });
  expect(await readMoney(creator)).toEqual({ available: '0', inTransit: '0', payouts: 1 });

  await page.getByRole('link', { name: /^Statement of payout/ }).click();
  await expect(page.getByRole('heading', { name: /^Statement of payout \d+$/ })).toBeVisible();
  const lines = page.getByRole('region', { name: 'What it pays for' });
  for (const amount of ['$12.00', '−$1.20', '$10.80'])
    await expect(lines.getByText(amount).first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Item by item' })).toContainText(creator.title);
  await expect(page.getByText(/^tr_/)).toBeVisible();

  const path = new URL(page.url()).pathname;
  for (const [language, word] of [
    ['en', 'Statement of payout'],
    ['ko', '지급 명세서'],
  ] as const) {
    const file = await page.request.get(`${path}/statement.pdf?language=${language}`);
    expect(file.headers()['content-type']).toBe('application/pdf');
    expect(file.headers()['content-disposition']).toContain('attachment');
    const text = readPdf(await file.body())
      .pages.join('\n')
      .replaceAll('\n', ' ');
    for (const part of [word, '$12.00', '−$1.20', '$10.80', creator.title]) expect(text).toContain(part);
  }
  const saved = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as PDF' }).click();
  expect((await saved).suggestedFilename()).toMatch(/^farthing-payout-\d+\.pdf$/);
});

test('a bank without such an account: why, what to do, the money back, and a mail', async ({ page }) => {
  const creator = await readyToBePaid(page, { bank: 'Payouts fail: no such account' });
  await page.getByRole('button', { name: 'Pay out $10.80' }).click();
  await expect(page.getByText('Failed', { exact: true })).toBeVisible({ timeout: 40_000 });
  await expect(
    page.getByText('The bank has no such account. Give Stripe the right bank account, then ask again.'),
  ).toBeVisible();
  await expect.poll(() => readMoney(creator)).toEqual({ available: '10800000', inTransit: '0', payouts: 1 });

  await runJob('send-mail');
  const subject = '$10.80 did not arrive';
  await expect
    .poll(() =>
      sql('SELECT id FROM local_mails WHERE recipient = $1 AND subject = $2', [creator.email, subject]),
    )
    .toHaveLength(1);

  await visit(page, '/studio/payouts');
  await page.getByRole('button', { name: 'Change bank details at Stripe' }).click();
  await onboard(page, /everything is in order/, { bank: 'Payouts arrive' });
  await page.getByRole('button', { name: 'Pay out $10.80' }).click();
  await expect(page.getByText('Paid', { exact: true })).toBeVisible({ timeout: 40_000 });
  expect(await readMoney(creator)).toEqual({ available: '0', inTransit: '0', payouts: 2 });
});

test('pressed twice, in two tabs and once more from an old page: one payout', async ({ page, context }) => {
  const creator = await readyToBePaid(page);
  const other = await context.newPage();
  await visit(other, '/studio/payouts');
  await page.getByRole('button', { name: 'Pay out $10.80' }).click({ clickCount: 2 });
  await expect(page.getByText('$10.80 is on its way to your bank.')).toBeVisible();
  // The other tab has another key: it is refused while the first is under way, or finds nothing left.
  await other.getByRole('button', { name: 'Pay out $10.80' }).click();
  await expect(
    other.getByRole('alert').filter({ hasText: /still on its way|more than you have available/ }),
  ).toBeVisible();
  expect((await readMoney(creator)).payouts).toBe(1);
});

test('on hold, too little, turned down: each said in both languages, and nothing to press', async ({
  page,
  context,
}) => {
  const creator = await readyToBePaid(page);
  const hold = (reason: string | null) =>
    sql(
      `UPDATE payout_accounts SET frozen_at = CASE WHEN $2::text IS NULL THEN NULL
        ELSE now() END, frozen_reason = $2 WHERE creator_id = $1`,
      [creator.creatorId, reason],
    );
  const press = page.getByRole('button', { name: 'Pay out $10.80' });
  await hold('Under review');
  await press.click();
  await expect(
    page.getByRole('alert').filter({ hasText: 'Your payouts are on hold, so nothing was sent.' }),
  ).toBeVisible();
  await visit(page, '/studio/payouts');
  await expect(page.getByText('Your payouts are on hold while we look into something.')).toBeVisible();
  await expect(press).toHaveCount(0);
  await context.addCookies([
    { name: 'farthing-locale', value: 'ko', url: process.env.FARTHING_E2E_URL ?? '' },
  ]);
  await visit(page, '/studio/payouts');
  await expect(page.getByText('확인할 일이 있어 지급을 잠시 멈췄어요.')).toBeVisible();
  await hold(null);
  await visit(page, '/studio/payouts');
  await page.getByRole('button', { name: '$10.80 받기' }).click();
  await expect(page.getByText('지급 완료', { exact: true })).toBeVisible({ timeout: 30_000 });
  await visit(page, '/studio/payouts');
  await expect(page.getByText('아직 받을 수 있는 금액이 없어요. $10.00부터 받을 수 있어요.')).toBeVisible();
  expect((await readMoney(creator)).payouts).toBe(1);
});

test('by schedule: chosen, kept, and the next date said', async ({ page }) => {
  const creator = await readyToBePaid(page);
  await page.getByRole('radio', { name: 'Every Monday' }).check();
  const schedule = page.getByRole('radio', { name: 'Every Monday' }).locator('xpath=ancestor::form');
  await expect(schedule).toContainText(
    /Next on Monday, \w+ \d+, \d{4} \(UTC\), if at least \$10\.00 is available\./,
  );
  await schedule.getByRole('button', { name: 'Save' }).click();
  await expect
    .poll(() => sql('SELECT schedule::text FROM payout_accounts WHERE creator_id = $1', [creator.creatorId]))
    .toEqual([{ schedule: 'weekly' }]);
  await visit(page, '/studio/payouts');
  await expect(page.getByRole('radio', { name: 'Every Monday' })).toBeChecked();
});

test('tax details: a slip is caught, only the id’s end is shown, the statement has them', async ({
  page,
}) => {
  await readyToBePaid(page);
  await page.getByRole('button', { name: 'Pay out $10.80' }).click();
  await expect(page.getByText('$10.80 is on its way to your bank.')).toBeVisible();
  await page.getByRole('link', { name: 'Tax details' }).click();
  await untilInteractive(page);
  await page.getByRole('radio', { name: 'a business' }).check();
  await page.getByLabel('Legal name').fill('주식회사 하늘');
  await page.getByLabel('Country of tax residence').selectOption({ label: 'South Korea' });
  await page.getByLabel('Address').fill('서울특별시 종로구 세종대로 1');
  await page.getByLabel('Tax id', { exact: true }).fill('220-81-62518');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('This cannot be a tax id of that country.')).toBeVisible();
  await expect(page.getByLabel('Legal name')).toHaveValue('주식회사 하늘');
  await page.getByLabel('Tax id', { exact: true }).fill('220-81-62517');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Stored: •••• 2517.')).toBeVisible();
  await expect(page.getByLabel('Tax id', { exact: true })).toHaveValue('');
  await visit(page, '/studio/payouts/tax');
  expect(await page.content()).not.toMatch(/220-?81-?62517/);
  await page.getByRole('link', { name: 'All payouts' }).click();
  await page.getByRole('link', { name: /^Statement of payout/ }).click();
  await expect(page.getByText('주식회사 하늘')).toBeVisible();
  await expect(page.getByText('Tax id •••• 2517')).toBeVisible();
});

test('another creator’s payout, statement and file are not found, nor for readers or visitors', async ({
  page,
  browser,
  request,
}) => {
  const creator = await readyToBePaid(page);
  await page.getByRole('button', { name: 'Pay out $10.80' }).click();
  await expect(page.getByText('$10.80 is on its way to your bank.')).toBeVisible();
  const [payout] = await sql<{ id: string }>('SELECT id FROM payouts WHERE creator_id = $1', [
    creator.creatorId,
  ]);
  const path = `/studio/payouts/${payout?.id}`;
  expect((await page.request.get(`${path}/statement.pdf`)).status()).toBe(200);

  const context = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL });
  const theirs = await context.newPage();
  await signInAsNewCreator(theirs);
  for (const address of [path, `${path}/statement.pdf`])
    expect((await theirs.request.get(address)).status(), address).toBe(404);
  await theirs.goto(path);
  await expect(theirs.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible();
  await context.close();

  const readers = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL });
  const reader = await readers.newPage();
  await signInAsNewReader(reader);
  expect((await reader.request.get(`${path}/statement.pdf`)).status()).toBe(404);
  expect((await reader.request.get(path, { maxRedirects: 0 })).headers().location).toContain(
    '/become-a-creator',
  );
  await readers.close();
  expect((await request.get(`${path}/statement.pdf`)).status()).toBe(404);
  expect((await request.get(path, { maxRedirects: 0 })).headers().location).toContain('/sign-in?next=');
  for (const id of ['0', '-1', 'abc', '999999999999999999', '9'.repeat(60)]) {
    expect((await page.request.get(`/studio/payouts/${id}`)).status(), id).toBe(404);
    expect((await page.request.get(`/studio/payouts/${id}/statement.pdf`)).status(), id).toBe(404);
  }
});

test('mail is stopped by its link without signing in, by one click, and in the settings', async ({
  page,
  browser,
}) => {
  const creator = await signInAsNewCreator(page);
  await earnOnce(creator);
  await runJob('send-mail');
  const find = () =>
    sql<{ text: string }>('SELECT text FROM local_mails WHERE recipient = $1 AND subject LIKE $2', [
      creator.email,
      'Your first earnings: %',
    ]);
  await expect.poll(find).toHaveLength(1);
  const link = /(\/unsubscribe\?token=\S+)/.exec((await find())[0]?.text ?? '')?.[1] ?? '';
  const wanted = async () =>
    (await sql('SELECT kind FROM mail_opt_outs WHERE user_id = $1 ORDER BY kind', [creator.id])).map(
      (row) => row.kind,
    );

  const nobody = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL, locale: 'en-US' });
  const visitor = await nobody.newPage();
  await visitor.goto(link);
  await expect(visitor.getByRole('heading', { name: 'Stop “First earnings”?' })).toBeVisible();
  expect(await wanted()).toEqual([]);
  await visitor.getByRole('button', { name: 'Unsubscribe' }).click();
  await expect(visitor.getByRole('heading', { name: 'You get no more mail of this kind' })).toBeVisible();
  expect(await wanted()).toEqual(['first_earnings']);
  await visitor.getByRole('button', { name: 'Get it again' }).click();
  await expect(visitor.getByRole('heading', { name: 'You get this mail again' })).toBeVisible();
  expect(await wanted()).toEqual([]);

  const token = new URLSearchParams(link.slice(link.indexOf('?'))).get('token') ?? '';
  const oneClick = () =>
    visitor.request.post(`/unsubscribe/${token}`, {
      form: { 'List-Unsubscribe': 'One-Click' },
      maxRedirects: 0,
    });
  expect((await oneClick()).status()).toBe(200);
  expect((await oneClick()).status()).toBe(200);
  expect(await wanted()).toEqual(['first_earnings']);
  const forged = await visitor.request.post(
    `/unsubscribe/${token.replace('first_earnings', 'weekly_summary')}`,
    {
      form: { 'List-Unsubscribe': 'One-Click' },
    },
  );
  expect(forged.status()).toBe(404);
  await visitor.goto('/unsubscribe?token=cut-off');
  await expect(visitor.getByRole('heading', { name: 'This link is incomplete' })).toBeVisible();
  await nobody.close();

  await visit(page, '/settings');
  await expect(page.getByRole('checkbox', { name: 'First earnings' })).not.toBeChecked();
  await expect(page.getByRole('checkbox', { name: 'Payout failed' })).toBeDisabled();
  await page.getByRole('checkbox', { name: 'First earnings' }).check();
  await page.getByRole('checkbox', { name: 'Weekly summary' }).uncheck();
  await page.locator('#mail').getByRole('button', { name: 'Save' }).click();
  await expect.poll(wanted).toEqual(['weekly_summary']);
});

test('every page of payouts meets WCAG 2.2 AA in both themes', async ({ page }) => {
  test.slow();
  await readyToBePaid(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Pay out $10.80' }).click();
  await expect(page.getByText('Paid', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expectAccessible(page);
  await page.getByRole('link', { name: /^Statement of payout/ }).click();
  await expect(page.getByRole('heading', { name: /^Statement of payout \d+$/ })).toBeVisible();
  await expectAccessible(page);
  await visit(page, '/studio/payouts/tax');
  await expectAccessible(page);
  await visit(page, '/settings');
  await expectAccessible(page);
  await visit(page, '/unsubscribe?token=x');
  await expectAccessible(page);
});
