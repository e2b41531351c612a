import { payWithCard } from './support/checkout.ts';
import { readBooks, signInAsNewReader } from './support/person.ts';
import { sql } from './support/sql.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

test.use({ expectedErrors: /Failed to load resource/ });

test('a receipt is its owner’s alone: not found for others, sign-in for nobody', async ({
  page,
  browser,
  request,
}) => {
  const person = await signInAsNewReader(page);
  await visit(page, '/wallet');
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await expect(page.getByLabel('Card number')).toBeVisible();
  const [topUp] = await sql<{ id: string; checkout_url: string }>(
    'SELECT t.id, checkout_url FROM top_ups t JOIN wallets w ON w.id = t.wallet_id WHERE w.user_id = $1',
    [person.id],
  );
  const path = `/wallet/top-ups/${topUp?.id}`;

  const context = await browser.newContext({ baseURL: process.env.FARTHING_E2E_URL });
  const theirs = await context.newPage();
  const stranger = await signInAsNewReader(theirs);
  expect((await theirs.goto(`${path}/return`))?.status()).toBe(404);
  expect((await theirs.goto(path))?.status()).toBe(404);
  await expect(theirs.getByRole('heading', { name: 'There is nothing at this address' })).toBeVisible();
  expect(await theirs.content()).not.toContain(topUp?.checkout_url);
  await context.close();
  for (const address of [path, `${path}/return`]) {
    const answer = await request.get(address, { maxRedirects: 0 });
    expect(answer.status()).toBe(307);
    expect(answer.headers().location).toContain(`/sign-in?next=${encodeURIComponent(path)}`);
  }

  await payWithCard(page);
  await expect(page.getByRole('heading', { name: '$10.00 is in your wallet' })).toBeVisible();
  expect(await readBooks(person)).toEqual({ balanceMicros: 10_000_000n, unlocks: 0 });
  expect(await readBooks(stranger)).toEqual({ balanceMicros: 0n, unlocks: 0 });
});

test('what belongs to a reader asks a visitor to sign in, and leads back', async ({ page, request }) => {
  for (const path of ['/wallet', '/library', '/settings']) {
    await page.goto(path);
    await expect(page).toHaveURL(
      (url) => url.pathname === '/sign-in' && url.searchParams.get('next') === path,
    );
  }
  const csv = await request.get('/wallet/statement.csv', { maxRedirects: 0 });
  expect(csv.status()).toBe(307);
  expect(csv.headers().location).toContain('/sign-in?next=');
});

test('addresses that lead nowhere are not found, however they are written', async ({ page }) => {
  await signInAsNewReader(page);
  const nowhere = [
    '/read/no-such-article',
    '/read/%00',
    '/read/%ff',
    "/read/'%20OR%201=1",
    `/read/${'x'.repeat(2_000)}`,
    '/creators/nobody',
    '/topics/nothing',
    '/wallet/top-ups/0',
    '/wallet/top-ups/-1',
    '/wallet/top-ups/999999999999999999',
    `/wallet/top-ups/${'9'.repeat(60)}`,
    '/wallet/top-ups/1e3',
    '/wallet/top-ups/abc',
    '/mailbox/999999999999',
    '/mailbox/abc',
    '/api/nothing',
  ];
  for (const path of nowhere) expect((await page.request.get(path)).status(), path).toBe(404);
  for (const path of [
    '/search?q=%00',
    `/search?q=${'a'.repeat(5_000)}`,
    '/?page=-1',
    '/?page=1e9',
    '/wallet?before=x&show=y',
  ])
    expect((await page.request.get(path)).status(), path).toBe(200);
});

test('the local mailbox answers this machine’s own name only', async ({ request }) => {
  expect((await request.get('/mailbox')).status()).toBe(200);
  expect((await request.get('/mailbox', { headers: { host: 'farthing.example' } })).status()).toBe(404);
});
