import { readPaidTexts } from './support/paid-texts.ts';
import { giveMoney, signInAsNewReader } from './support/person.ts';
import { expect, test } from './support/test.ts';
import { Traffic } from './support/traffic.ts';
import { visit } from './support/visit.ts';

const TEXTS = readPaidTexts();
const PIECES = TEXTS.flatMap(({ pieces }) => pieces);

// Where a text could slip out by itself.
const SIDE_DOORS = ['/feed.xml', '/rss.xml', '/sitemap.xml', '/robots.txt', '/llms.txt', '/api/search?q=a'];
const FLIGHT = { RSC: '1' };
const PREFETCH = { RSC: '1', 'Next-Router-Prefetch': '1' };

function leaksIn(text: string): string[] {
  return PIECES.filter((piece) => text.includes(piece));
}

// One page of each kind is watched until it is quiet, so that what it fetches by itself is seen too.
const [first] = TEXTS;
const LISTS = ['/', '/?page=2', '/search?q=wren', `/creators/${first?.creator}`, `/topics/${first?.topic}`];

test('no paid text is in anything that lists bring to the browser', async ({ page }) => {
  await signInAsNewReader(page);
  const traffic = new Traffic(page);
  for (const path of LISTS) await page.goto(path, { waitUntil: 'networkidle' });
  for (const { url, headers, body } of await traffic.read()) expect(leaksIn(headers + body), url).toEqual([]);
});

test('no paid text is in anything that a locked article brings to the browser', async ({ page }) => {
  await signInAsNewReader(page);
  const traffic = new Traffic(page);
  await page.goto(`/read/${first?.slug}`, { waitUntil: 'networkidle' });
  for (const { slug } of TEXTS.slice(1)) {
    await page.goto(`/read/${slug}`);
    await traffic.read();
  }
  const answers = await traffic.read();
  expect(answers.filter(({ url }) => /\/read\/[^/]+$/.test(url))).toHaveLength(TEXTS.length);
  for (const { url, headers, body } of answers) expect(leaksIn(headers + body), url).toEqual([]);
});

test('no paid text comes by a side door, and search does not look at it', async ({ request }) => {
  for (const path of SIDE_DOORS) {
    expect(leaksIn(await (await request.get(path)).text()), path).toEqual([]);
  }
  for (const { slug } of TEXTS) {
    for (const headers of [FLIGHT, PREFETCH]) {
      const answer = await request.get(`/read/${slug}?unlocked=1`, { headers });
      expect(answer.headers()['content-type']).toBe('text/x-component');
      expect(leaksIn(await answer.text()), slug).toEqual([]);
    }
  }
  for (const { slug, pieces } of TEXTS) {
    const found = await request.get(`/search?q=${encodeURIComponent(pieces[0] ?? '')}`);
    expect(await found.text()).not.toContain(`/read/${slug}`);
  }
});

test('the text comes with the unlock, and only the one that was paid for', async ({ page }) => {
  const person = await signInAsNewReader(page);
  await giveMoney(person, 1_000_000n);
  const traffic = new Traffic(page);
  const wanted = TEXTS.find(({ slug }) => slug === 'a-wren-weighs-three-farthings');
  await visit(page, `/read/${wanted?.slug}`);
  await page.getByRole('button', { name: 'Unlock for 3.5¢' }).click();
  await expect(page.locator('#rest')).toContainText(wanted?.pieces[0] ?? '-');
  const arrived = (await traffic.read()).map(({ body }) => body).join('\n');
  expect(leaksIn(arrived)).toEqual(wanted?.pieces);
});
