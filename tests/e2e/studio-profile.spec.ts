import { randomUUID } from 'node:crypto';
import { expectAccessible } from './support/expect-accessible.ts';
import { signInAsNewReader } from './support/person.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

test('a handle that looks like another’s is refused with a reason, and what was typed stays', async ({
  page,
}) => {
  await signInAsNewReader(page);
  await visit(page, '/become-a-creator');
  await expectAccessible(page);
  await page.getByLabel('Name', { exact: true }).fill('Nora');
  await page.getByLabel('About you').fill('Types a lot.');
  // wren-hale is seeded.
  for (const [handle, reason] of [
    ['vvren-ha1e', 'This handle is taken, or looks too much like one that is.'],
    ['admin', 'This handle is reserved.'],
    ['wr\u0435n', 'Use the letters a to z'],
    ['ab', 'A handle has 3 to 30 characters.'],
  ] as const) {
    await page.getByLabel('Handle').fill(handle);
    await page.getByRole('button', { name: 'Open my studio' }).click();
    await expect(page.getByText(reason)).toBeVisible();
    await expect(page.getByLabel('Handle')).toBeFocused();
    await expect(page.getByLabel('About you')).toHaveValue('Types a lot.');
  }
  const key = randomUUID().slice(0, 8);
  await page.getByLabel('Handle').fill(`nora-${key}`);
  await page.getByRole('button', { name: 'Open my studio' }).click();
  await page.waitForURL(/\/studio$/);

  await page.getByRole('link', { name: 'Profile' }).click();
  await page.getByLabel('Handle').fill(`nora-b-${key}`);
  await page.getByLabel('Links').fill('http://example.com');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Each link is a full address that begins with https://.')).toBeVisible();
  await page.getByLabel('Links').fill('https://example.com/nora');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();

  await visit(page, `/creators/nora-${key}`);
  expect(new URL(page.url()).pathname).toBe(`/creators/nora-b-${key}`);
  await expect(page.getByRole('link', { name: 'example.com/nora' })).toBeVisible();
  const feed = await page.locator('link[type="application/rss+xml"]').getAttribute('href');
  const answer = await page.request.get(new URL(feed ?? '').pathname);
  expect(answer.headers()['content-type']).toContain('application/rss+xml');
  await expectAccessible(page);
});

test('the studio and the library send who is signed out to sign in, by a real redirect', async ({
  page,
  request,
}) => {
  for (const path of ['/studio', '/studio/new', '/studio/items/1', '/become-a-creator', '/library']) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect([path, answer.status()]).toEqual([path, 307]);
    expect(answer.headers().location).toContain('/sign-in');
  }
  // Who is no creator is asked to become one; a creator's page is nobody else's.
  await signInAsNewReader(page);
  await visit(page, '/studio');
  expect(new URL(page.url()).pathname).toBe('/become-a-creator');
  expect((await page.request.get('/studio/items/1/export.md')).status()).toBe(404);
});
