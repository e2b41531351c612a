import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const RULES_ON_COLOUR = ['color-contrast', 'link-in-text-block'];

/** No violation of WCAG 2.2 AA that axe can see, in light and in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  // Without motion nothing is caught halfway between two colours.
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  // What has scrolled behind the fixed header would count as covered by it.
  await page.evaluate(() => scrollTo(0, 0));
  expect(await listViolations(page, { type: 'tag', values: TAGS }), `${page.url()}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  expect(
    await listViolations(page, { type: 'rule', values: RULES_ON_COLOUR }),
    `${page.url()}, dark`,
  ).toEqual([]);
}

async function listViolations(page: Page, runOnly: { type: 'tag' | 'rule'; values: string[] }) {
  // The mode without a second page: no page of ours has a frame.
  const axe = new AxeBuilder({ page }).options({ runOnly, resultTypes: ['violations'] }).setLegacyMode();
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => ({ id, at: nodes.map(({ html }) => html) }));
}
