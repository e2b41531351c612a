import type { Locator, Page } from '@playwright/test';
import { giveMoney, readBooks, signInAsNewReader } from './support/person.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

// More stops than any page has.
const MANY = 150;

/** Presses Tab (or Shift+Tab) until this is where the focus is, and checks that one can see it there. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let presses = 0; presses < MANY; presses += 1) {
    await page.keyboard.press(key);
    if (await target.evaluate((element) => element === document.activeElement)) {
      await expect(target).not.toHaveCSS('outline-style', 'none');
      await expect(target).toBeInViewport();
      return;
    }
  }
  throw new Error(`${target} is not reached by ${key}.`);
}

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('by keyboard alone, with motion off: from the front page to an article, unlock and undo', async ({
  page,
}) => {
  const person = await signInAsNewReader(page);
  await giveMoney(person, 1_000_000n);
  await visit(page, '/');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the text' })).toBeFocused();
  await page.keyboard.press('Enter');

  await tabTo(page, page.getByRole('link', { name: 'A wren weighs three farthings' }).first());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'A wren weighs three farthings' })).toBeVisible();

  const unlock = page.getByRole('button', { name: 'Unlock for 3.5¢' });
  await tabTo(page, unlock);
  await page.keyboard.press('Enter');
  await expect(page.locator('#rest')).toBeFocused();
  expect(await readBooks(person)).toEqual({ balanceMicros: 965_000n, unlocks: 1 });
  expect(await page.evaluate(listAnimations)).toEqual([]);

  await tabTo(page, page.getByRole('button', { name: 'Take it back' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('#unlock')).toBeFocused();
  await tabTo(page, unlock);
  expect(await readBooks(person)).toEqual({ balanceMicros: 1_000_000n, unlocks: 0 });
});

/** What still moves longer than one can see; runs in the page. */
function listAnimations(): string[] {
  return document
    .getAnimations()
    .filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 1)
    .map(({ effect }) => String((effect as KeyframeEffect | null)?.target?.className));
}

test('the menu opens, lets itself be used and closes by keyboard', async ({ page }) => {
  await signInAsNewReader(page);
  await visit(page, '/');
  const menu = page.getByRole('button', { name: 'Menu' });
  await tabTo(page, menu);
  await page.keyboard.press('Enter');
  const settings = page.getByRole('link', { name: 'Settings' });
  await expect(settings).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();
  await expect(menu).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, settings);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
});

test('a top-up is chosen by keyboard', async ({ page }) => {
  await signInAsNewReader(page);
  await visit(page, '/wallet');
  const submit = page.getByRole('button', { name: 'Continue to payment' });
  const chosen = page.getByRole('radio', { name: '$10' });
  for (let presses = 0; presses < MANY; presses += 1) {
    await page.keyboard.press('Tab');
    if (await chosen.evaluate((element) => element === document.activeElement)) break;
  }
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: '$20' })).toBeChecked();
  await tabTo(page, submit);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Pay $20.00' })).toBeVisible();
});
