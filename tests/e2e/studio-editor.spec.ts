import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { db } from '../../lib/core/db.ts';
import { expectAccessible } from './support/expect-accessible.ts';
import { signInAsNewReader } from './support/person.ts';
import { sql } from './support/sql.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

/** A new creator, signed in on this page, with an empty draft of a kind. */
async function openNewDraft(page: Page, kind = 'article') {
  const person = await signInAsNewReader(page);
  const handle = `maker-${randomUUID().slice(0, 12)}`;
  const creator = await db.creator.create({ data: { userId: person.id, handle, name: 'Test Maker' } });
  const [item] = await sql<{ id: string }>(
    `INSERT INTO items (creator_id, slug, kind, language, topic, title, updated_at)
     VALUES ($1, $2, $3::item_kind, 'en', 'money', '', now()) RETURNING id`,
    [creator.id, `draft-${randomUUID().slice(0, 16)}`, kind],
  );
  await visit(page, `/studio/items/${item?.id}`);
  return { itemId: BigInt(item?.id ?? 0), creatorId: creator.id, handle };
}

const text = (page: Page) => page.getByRole('textbox', { name: 'Text', exact: true });
const title = (page: Page) => page.getByLabel('Title', { exact: true });
const saved = (page: Page) => page.locator('[data-status=saved]');
const stored = (itemId: bigint) => db.itemDraft.findUniqueOrThrow({ where: { itemId } });

test('what is written is saved by itself and there after a reload', async ({ page }) => {
  const { itemId } = await openNewDraft(page);
  await title(page).fill('Kept');
  await text(page).pressSequentially('안녕하세요, words.');
  await expect(page.getByText('2 words, 1 min')).toBeVisible();
  await expect.poll(async () => (await stored(itemId)).text).toBe('안녕하세요, words.');
  await expect(saved(page)).toHaveText(/^Saved \d/);
  await visit(page, `/studio/items/${itemId}`);
  await expect(text(page)).toHaveValue('안녕하세요, words.');
  await expect(title(page)).toHaveValue('Kept');
  await expectAccessible(page);
});

test('two windows: the second is shown both texts and chooses; nothing is overwritten unseen', async ({
  page,
}) => {
  const { itemId } = await openNewDraft(page);
  const other = await page.context().newPage();
  await visit(other, `/studio/items/${itemId}`);
  await text(page).fill('from the first window');
  await expect.poll(async () => (await stored(itemId)).text).toBe('from the first window');

  await text(other).fill('from the second window');
  const panel = other.getByRole('alertdialog', { name: 'This was changed in another window' });
  await expect(panel.getByText('from the first window')).toBeVisible();
  await expect(panel.getByText('from the second window')).toBeVisible();
  await expect(other.locator('[data-status=conflict]')).toBeVisible();
  expect((await stored(itemId)).text).toBe('from the first window');
  await panel.getByRole('button', { name: 'Go on with mine' }).click();
  await expect.poll(async () => (await stored(itemId)).text).toBe('from the second window');

  await text(page).fill('the first, again');
  await page.getByRole('button', { name: 'Take the other one' }).click();
  await expect(text(page)).toHaveValue('from the second window');
  await expect(saved(page)).toBeVisible();
  expect((await stored(itemId)).text).toBe('from the second window');
});

test.describe('without a network', () => {
  test.use({ expectedErrors: /Failed to (load resource|fetch)|ERR_INTERNET_DISCONNECTED/ });

  test('the text is kept in the browser, offered again, and saved', async ({ page }) => {
    const { itemId } = await openNewDraft(page);
    await page.context().setOffline(true);
    await text(page).fill('written in a tunnel');
    await expect(page.getByText('Not saved. Your text is kept in this browser.')).toBeVisible();
    // The window is closed for good: what a crash leaves behind.
    const other = await page.context().newPage();
    await page.close();
    await other.context().setOffline(false);
    await visit(other, `/studio/items/${itemId}`);
    await expect(text(other)).toHaveValue('');
    await other.getByRole('button', { name: 'Use that text' }).click();
    await expect(text(other)).toHaveValue('written in a tunnel');
    await expect.poll(async () => (await stored(itemId)).text).toBe('written in a tunnel');
  });

  test('back on line it saves by itself', async ({ page }) => {
    const { itemId } = await openNewDraft(page);
    await page.context().setOffline(true);
    await text(page).fill('later');
    await expect(page.locator('[data-status=failed]')).toBeVisible();
    await page.context().setOffline(false);
    await expect.poll(async () => (await stored(itemId)).text).toBe('later');
    await expect(saved(page)).toBeVisible();
  });
});

test('the toolbar writes Markdown, the preview shows the one cut, and script is harmless', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await openNewDraft(page);
  await text(page).fill('word');
  await text(page).selectText();
  await page.getByRole('button', { name: 'Bold (Ctrl+B)' }).click();
  await expect(text(page)).toHaveValue('**word**');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(text(page)).toHaveValue('word');
  await page.keyboard.press('ControlOrMeta+i');
  await expect(text(page)).toHaveValue('*word*');

  await text(page).fill('Free <img src=x onerror=alert(1)> [x](javascript:alert(1))\n\nPaid');
  await text(page).press('ControlOrMeta+Home');
  await text(page).press('End');
  await page.getByRole('button', { name: 'Set the cut: what follows is paid' }).click();
  await expect(text(page)).toHaveValue(
    'Free <img src=x onerror=alert(1)> [x](javascript:alert(1))\n\n<!-- more -->\n\nPaid',
  );
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview.getByText('Here the free part ends and the paid part begins')).toBeVisible();
  await expect(preview.getByText('Paid', { exact: true })).toBeVisible();
  expect(await preview.locator('img, script, a[href^="javascript"]').count()).toBe(0);
});

test('publishing says at each field what is missing, keeps the text, and works once it is there', async ({
  page,
}) => {
  const { itemId } = await openNewDraft(page);
  await text(page).fill('Only free.');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Give it a title.')).toBeVisible();
  await expect(page.getByText('Set the cut where the paid part begins')).toBeVisible();
  await expect(page.getByText('Give it a price.')).toBeVisible();
  await expect(title(page)).toBeFocused();
  await expect(text(page)).toHaveValue('Only free.');

  await title(page).fill('Ready now');
  await expect(page.getByText('Give it a title.')).toHaveCount(0);
  await text(page).fill('Free.\n\n<!-- more -->\n\nPaid.');
  await page.getByLabel('Price', { exact: true }).fill('0.00001');
  await expect(page.getByText('amounts here go in steps of 0.01¢')).toBeVisible();
  await page.getByLabel('Price', { exact: true }).fill('0.0123');
  await expect(page.getByText('Of 1,000 unlocks you receive $11.07.')).toBeVisible();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await expect(page.getByText('Published. Readers have this version now.')).toBeVisible();

  await text(page).fill('Free.\n\n<!-- more -->\n\nPaid, and corrected.');
  await expect(page.getByRole('button', { name: 'Publish changes' })).toBeVisible();
  // What was said of the text before no longer holds.
  await expect(page.getByText('Published. Readers have this version now.')).toHaveCount(0);
  expect(await db.itemBody.findUnique({ where: { itemId } })).toMatchObject({ body: 'Paid.' });
  await page.getByRole('button', { name: 'Publish changes' }).click();
  await expect
    .poll(async () => (await db.itemBody.findUnique({ where: { itemId } }))?.body)
    .toBe('Paid, and corrected.');

  await page.getByRole('link', { name: 'Versions' }).click();
  await page.getByRole('link', { name: /Version 1/ }).click();
  await page.getByRole('button', { name: 'Put version 1 into the draft' }).click();
  await page.waitForURL(/\/studio\/items\/\d+$/);
  await expect(text(page)).toHaveValue('Free.\n\n<!-- more -->\n\nPaid.');
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await expect(page.getByText('Withdrawn', { exact: true })).toBeVisible();
});

test('a schedule is set, shown and taken back; a draft is deleted after a second question', async ({
  page,
}) => {
  const { itemId } = await openNewDraft(page);
  await title(page).fill('For later');
  await text(page).fill('Free.\n\n<!-- more -->\n\nPaid.');
  await page.getByLabel('Price', { exact: true }).fill('1');
  await page.getByRole('button', { name: 'Schedule…' }).click();
  await page.getByLabel('Date and time').fill('2001-01-01T10:00');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(page.getByText('This time has passed already.')).toBeVisible();
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);
  await page.getByLabel('Date and time').fill(tomorrow);
  await page.getByLabel('Time zone').selectOption('UTC');
  await page.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(page.getByText(/goes on sale .* \(UTC\)/)).toBeVisible();
  expect((await stored(itemId)).scheduledFor?.toISOString().slice(0, 16)).toBe(tomorrow);
  await page.getByRole('button', { name: 'Cancel the schedule' }).click();
  await expect(page.getByText('Draft', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Delete this draft' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.waitForURL(/\/studio$/);
  expect(await db.item.count({ where: { id: itemId } })).toBe(0);
});

test('files are imported one by one, each with what became of it, and exported again', async ({ page }) => {
  await openNewDraft(page);
  await visit(page, '/studio/import');
  await page.getByLabel('Choose files').setInputFiles([
    {
      name: 'good.md',
      mimeType: 'text/markdown',
      buffer: Buffer.from(
        '---\ntitle: 가져온 글\ntags: [x]\nprice: 0.02\n---\nFree.\n\n<!-- more -->\n\nPaid.',
      ),
    },
    { name: 'bad.md', mimeType: 'text/markdown', buffer: Buffer.from('---\na: [\n---\nx') },
    { name: 'big.md', mimeType: 'text/markdown', buffer: Buffer.alloc(5_000_000, 'a') },
    { name: 'old.md', mimeType: 'text/markdown', buffer: Buffer.from([0xc7, 0xd1, 0xb1, 0xdb]) },
  ]);
  await expect(page.getByText('가져온 글')).toBeVisible();
  await expect(page.getByText('Left out of the front matter: tags')).toBeVisible();
  await expect(page.getByText('The front matter between the --- lines is not valid YAML.')).toBeVisible();
  await expect(page.getByText('A file has 1 MB at most.')).toBeVisible();
  await expect(page.getByText('This text is not in UTF-8.')).toBeVisible();
  await page.getByRole('link', { name: 'Open' }).click();
  await page.waitForURL(/\/studio\/items\/\d+$/);
  await expect(text(page)).toHaveValue('Free.\n\n<!-- more -->\n\nPaid.');
  const href = await page.getByRole('link', { name: 'Export as Markdown' }).getAttribute('href');
  const file = await page.request.get(href ?? '');
  expect(file.headers()['content-disposition']).toBe('attachment; filename=gajyeoon-geul.md');
  expect(await file.text()).toContain('title: "가져온 글"');
});

test('a course is made, ordered by keyboard, and leads from lesson to lesson', async ({ page }) => {
  const { creatorId } = await openNewDraft(page);
  for (const name of ['First steps', 'Second steps'])
    await db.item.create({
      data: {
        creatorId,
        slug: `lesson-${randomUUID().slice(0, 12)}`,
        kind: 'lesson',
        status: 'published',
        publishedAt: new Date('2001-01-01'),
        language: 'en',
        topic: 'craft',
        title: name,
        teaser: 'Free.',
        body: { create: { body: 'Paid.' } },
      },
    });
  await visit(page, '/studio/courses');
  await page.getByRole('link', { name: 'New course' }).click();
  await page.getByLabel('Name').fill(`Course ${creatorId}`);
  await page.getByRole('button', { name: 'Create' }).click();
  await page.waitForURL(/\/studio\/courses\/\d+$/);
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'steps' })).toHaveText([/Second/, /First/]);
  await page.getByRole('button', { name: 'Move “First steps” up' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listitem').filter({ hasText: 'steps' })).toHaveText([/First/, /Second/]);
  // Nothing was pressed to save them: each change lasts.
  await expect(page.getByText('“First steps” is number 1 of 2. Saved.')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Description').fill('For beginners.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.', { exact: true })).toBeVisible();

  await page.getByRole('link', { name: 'Public page' }).click();
  await page.getByRole('link', { name: 'First steps' }).click();
  await expect(page.getByText('Lesson 1 of 2 in')).toBeVisible();
  await page.getByRole('link', { name: /Next lesson/ }).click();
  await expect(page.getByText('Lesson 2 of 2 in')).toBeVisible();
  await expect(page.getByText('This is yours.')).toBeVisible();
});
