import { gzipSync } from 'node:zlib';
import { giveMoney, signInAsNewReader } from './support/person.ts';
import { expect, test } from './support/test.ts';

const MOST_BYTES = 130_000;

test('the article page ships at most 130 kB of JavaScript, gzipped', async ({ page }) => {
  const scripts = new Map<string, Promise<Buffer>>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.set(response.url(), response.body());
  });
  const person = await signInAsNewReader(page);
  await giveMoney(person, 1_000_000n);
  await page.goto('/read/the-half-life-of-a-link', { waitUntil: 'networkidle' });
  // What an unlock loads in addition counts as well.
  await page.getByRole('button', { name: 'Unlock for 5¢' }).click();
  await expect(page.getByRole('button', { name: 'Take it back' })).toBeVisible();

  const bodies = await Promise.all(scripts.values());
  const bytes = bodies.reduce((total, body) => total + gzipSync(body).length, 0);
  process.stdout.write(
    `The article page: ${scripts.size} scripts, ${(bytes / 1000).toFixed(1)} kB gzipped.\n`,
  );
  expect(scripts.size).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});
