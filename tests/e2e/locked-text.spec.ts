import { readPaidTexts } from './support/paid-texts.ts';
import { giveMoney, signInAsNewReader } from './support/person.ts';
import { recordTraffic } from './support/record-traffic.ts';
import { expect, test } from './support/test.ts';
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

// A page of each kind is watched in a browser until it is quiet, so that what it fetches by itself is seen
// too.
const [english, korean] = [TEXTS[0], TEXTS.at(-1)];
const WATCHED = [
  '/',
  '/?page=2',
  '/search?q=wren',
  `/creators/${english?.creator}`,
  `/topics/${english?.topic}`,
  `/read/${english?.slug}`,
  `/read/${korean?.slug}`,
];

test('no paid text is in anything that a browser receives before the unlock', async ({ page }) => {
  await signInAsNewReader(page);
  const answers = await recordTraffic(page);
  for (const path of WATCHED) await page.goto(path, { waitUntil: 'networkidle' });
  const seen = answers.map(({ url }) => new URL(url).pathname);
  expect(seen).toEqual(expect.arrayContaining(WATCHED.map((path) => path.split('?')[0])));
  expect(seen.filter((path) => path.endsWith('.js')).length).toBeGreaterThan(5);
  for (const { url, headers, body } of answers) expect(leaksIn(headers + body), url).toEqual([]);
});

test('no paid text comes with any article by any door, and search does not look at it', async ({
  request,
}) => {
  for (const path of SIDE_DOORS) {
    expect(leaksIn(await (await request.get(path)).text()), path).toEqual([]);
  }
  for (const { slug } of TEXTS) {
    const document = await request.get(`/read/${slug}`);
    expect(leaksIn(await document.text()), slug).toEqual([]);
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
  const answers = await recordTraffic(page);
  const wanted = TEXTS.find(({ slug }) => slug === 'a-wren-weighs-three-farthings');
  await visit(page, `/read/${wanted?.slug}`);
  await page.getByRole('button', { name: 'Unlock for 3.5¢' }).click();
  await expect(page.locator('#rest')).toContainText(wanted?.pieces[0] ?? '-');
  const arrived = answers.map(({ body }) => body).join('\n');
  expect(leaksIn(arrived)).toEqual(wanted?.pieces);
});
