import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import type { Page } from '@playwright/test';
import { getSessionCookie } from '../../lib/core/session-cookie.ts';
import { makeZip } from '../../prisma/media/make-zip.ts';
import { makePhoto, makeSilence } from '../integration/media/samples.ts';
import { publishOwnArticle } from './support/article.ts';
import { giveMoney, type Person, signInAsNewReader } from './support/person.ts';
import { sql } from './support/sql.ts';
import { expect, test } from './support/test.ts';
import { visit } from './support/visit.ts';

const PRICE = 35_000n;
// An empty draft's preview says nothing in error; what is refused on purpose is.
test.use({ expectedErrors: /status of (404|413|415|422)/ });

/** A creator, signed in on this page, with an item of this kind on sale. */
async function openStudio(page: Page, kind: 'track' | 'game_item') {
  const person = await signInAsNewReader(page);
  const article = await publishOwnArticle(PRICE);
  const [creator] = await sql<{ id: string }>(
    `WITH own AS (
       UPDATE creators SET user_id = $1 WHERE id = (SELECT creator_id FROM items WHERE id = $2) RETURNING id
     ), turned AS (UPDATE items SET kind = $3::item_kind WHERE id = $2)
     SELECT id FROM own`,
    [person.id, article.id, kind],
  );
  await sql(
    `INSERT INTO item_drafts (item_id, title, text, language, topic, cover_motif, cover_seed)
     VALUES ($1, $2, 'Free.', 'en', 'money', 'coins', 1)`,
    [article.id, article.title],
  );
  return { person, item: article, creatorId: creator?.id ?? '', studio: `/studio/items/${article.id}` };
}

const chooser = (page: Page, title: string) => page.getByLabel(title, { exact: true });
const unlock = (page: Page) => page.getByRole('button', { name: 'Unlock for 3.5¢' }).click();

async function openAsBuyer(page: Page, path: string): Promise<Person> {
  await page.context().clearCookies();
  const person = await signInAsNewReader(page);
  await giveMoney(person, 1_000_000n);
  await visit(page, path);
  return person;
}

test('a track is uploaded with its progress, played and downloaded by who paid, and by nobody else', async ({
  page,
}) => {
  const { item, studio } = await openStudio(page, 'track');
  const wav = makeSilence(60);
  await visit(page, studio);
  // A slow line, so that the progress can be seen.
  const line = await page.context().newCDPSession(page);
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 300_000 };
  await line.send('Network.emulateNetworkConditions', slow);
  await chooser(page, 'Sound').setInputFiles({ name: '종소리.mp3', mimeType: 'audio/mpeg', buffer: wav });
  const progress = page.getByRole('progressbar');
  await expect(progress).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Stopped. Nothing of it was kept.')).toBeVisible();
  await line.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 });
  await chooser(page, 'Sound').setInputFiles({ name: '종소리.mp3', mimeType: 'audio/mpeg', buffer: wav });
  await expect(page.getByText('Saved. 종소리.mp3.wav is in place.')).toBeVisible();
  await expect(page.getByText('1:00 · WAV · 938 kB')).toBeVisible();

  // A second file that is none: the first stays.
  const zip = makeZip({ 'a.txt': 'a' });
  await chooser(page, 'Sound').setInputFiles({ name: 'song.mp3', mimeType: 'audio/mpeg', buffer: zip });
  await expect(page.getByRole('alert').getByText('This is not a sound file')).toBeVisible();
  await expect(page.getByText('1:00 · WAV · 938 kB')).toBeVisible();

  await openAsBuyer(page, item.path);
  await expect(page.getByText('The whole track, to hear and to keep: 1:00, WAV, 938 kB.')).toBeVisible();
  const [media] = await sql<{ id: string }>('SELECT file_media_id AS id FROM items WHERE id = $1', [item.id]);
  expect(await page.content()).not.toContain(media?.id ?? '-');
  for (const path of ['', '/link', '/download', '?download=1'])
    expect((await page.request.get(`/api/media/${media?.id}${path}`)).status()).toBe(404);

  await unlock(page);
  const sound = page.locator('audio');
  await expect(sound).toBeVisible();
  await expect.poll(() => sound.evaluate((each: HTMLAudioElement) => Math.round(each.duration))).toBe(60);
  // The browser asks for the part that it jumps to.
  await sound.evaluate((each: HTMLAudioElement) => {
    each.currentTime = 50;
  });
  await expect.poll(() => sound.evaluate((each: HTMLAudioElement) => each.seeking)).toBe(false);
  const waiting = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download', exact: true }).click();
  const download = await waiting;
  expect(download.suggestedFilename()).toBe('종소리.mp3.wav');
  expect(readFileSync(await download.path()).equals(wav)).toBe(true);

  const address = (await sound.getAttribute('src')) ?? '';
  const part = await page.request.get(address, { headers: { range: 'bytes=0-3' } });
  expect([part.status(), await part.text()]).toEqual([206, 'RIFF']);
  const cookies = await page.context().cookies();
  await openAsBuyer(page, item.path);
  expect((await page.request.get(address)).status()).toBe(404);

  await page.context().clearCookies();
  await page.context().addCookies(cookies);
  await visit(page, '/library');
  await expect(page.getByText('Track 1:00')).toBeVisible();
  await visit(page, item.path);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(sound).toHaveCount(0);
  expect((await page.request.get(address)).status()).toBe(404);
});

test('the demo’s video plays for who paid, and can be jumped in', async ({ page }) => {
  await openAsBuyer(page, '/read/eleven-pendulums');
  await expect(page.getByText('The whole video: 0:16, WEBM,')).toBeVisible();
  await page.getByRole('button', { name: 'Unlock for 5.5¢' }).click();
  const film = page.locator('video');
  await expect.poll(() => film.evaluate((each: HTMLVideoElement) => each.duration)).toBe(16);
  await film.evaluate((each: HTMLVideoElement) => {
    each.muted = true;
    each.currentTime = 9;
    return each.play();
  });
  await expect.poll(() => film.evaluate((each: HTMLVideoElement) => each.currentTime)).toBeGreaterThan(9.2);
  expect(await film.evaluate((each: HTMLVideoElement) => [each.videoWidth, each.videoHeight])).toEqual([
    480, 270,
  ]);
});

test('licence keys: the list is filled in the studio, each buyer has one, then it is sold out', async ({
  page,
}) => {
  const { item, studio } = await openStudio(page, 'game_item');
  await visit(page, studio);
  await page.getByRole('radio', { name: 'From my list' }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('No key is free')).toBeVisible();
  await page.getByLabel('Add keys, one a line').fill('AAAA-1111\nAAAA-1111\n');
  await page.getByRole('button', { name: 'Add keys' }).click();
  await expect(page.getByText('1 added.')).toBeVisible();
  await expect(page.getByText('1 left out: twice in what you pasted.')).toBeVisible();
  await expect(page.getByText('1 key is free, 0 given away.')).toBeVisible();

  await openAsBuyer(page, item.path);
  await expect(page.getByText('One licence key, yours alone.')).toBeVisible();
  expect(await page.content()).not.toContain('AAAA-1111');
  await unlock(page);
  await expect(page.getByText('this unlock can no longer be taken back')).toBeVisible();
  expect(await page.content()).not.toContain('AAAA-1111');
  await page.getByRole('button', { name: 'Show my key' }).click();
  await expect(page.getByText('AAAA-1111')).toBeVisible();
  await expect(page.getByRole('button', { name: /Take it back/ })).toHaveCount(0);
  await visit(page, '/library');
  await expect(page.getByText('AAAA-1111')).toBeVisible();
  const listed = await page.request.get(`/api/studio/media/keys/${item.id}`);
  expect(listed.status()).toBe(404);

  await openAsBuyer(page, item.path);
  await expect(page.getByText('Sold out: all licence keys have been given away.')).toBeVisible();
  await expect(page.getByRole('button', { name: /Unlock/ })).toHaveCount(0);
  const tried = await page.request.post('/api/unlocks', {
    data: { itemId: String(item.id), seenPriceMicros: String(PRICE) },
  });
  expect([tried.status(), (await tried.json()).code]).toEqual([409, 'sold_out']);
});

test('a picture goes into the text where the cursor stands, and a cover and a portrait show at once', async ({
  page,
}) => {
  const { item, studio, person } = await openStudio(page, 'track');
  const photo = { name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: await makePhoto() };
  await visit(page, studio);
  await page.locator('#draft-text').click();
  await chooser(page, 'Picture for the text').setInputFiles(photo);
  await expect(page.locator('#draft-text')).toHaveValue(
    /!\[what the picture shows\]\(\/api\/media\/[0-9a-f-]{36}\)/,
  );
  await chooser(page, 'A cover of your own').setInputFiles(photo);
  await expect(page.getByText('Saved. IMG_1.webp is in place.')).toBeVisible();
  await visit(page, '/studio/profile');
  await chooser(page, 'Portrait').setInputFiles(photo);
  await expect(page.getByText('Saved. IMG_1.webp is in place.')).toBeVisible();

  await page.context().clearCookies();
  await visit(page, item.path);
  const shown = page.locator('article header img');
  await expect(shown).toHaveCount(2);
  for (const image of await shown.all())
    await expect.poll(() => image.evaluate((each: HTMLImageElement) => each.naturalWidth)).toBeGreaterThan(0);
  const [rows] = await sql<{ avatar: string | null }>(
    'SELECT avatar_media_id AS avatar FROM creators WHERE user_id = $1',
    [person.id],
  );
  expect(rows?.avatar).not.toBeNull();
});

test('uploads are for signed-in creators, on what is theirs, from this site, within the limit', async ({
  page,
}) => {
  const { item, person } = await openStudio(page, 'track');
  const origin = new URL(process.env.FARTHING_E2E_URL ?? '').origin;
  const path = `/api/studio/media?purpose=file&item=${item.id}`;
  const send = (headers: Record<string, string>, to = path) =>
    page.request.post(to, { headers: { 'x-file-name': 'a.wav', ...headers }, data: makeSilence(1) });
  const count = async () =>
    (await sql<{ n: string }>('SELECT count(*) AS n FROM media WHERE item_id = $1', [item.id]))[0]?.n;

  expect((await send({ origin: 'https://elsewhere.example' })).status()).toBe(404);
  expect((await send({ origin, 'sec-fetch-site': 'cross-site' })).status()).toBe(404);
  expect((await send({})).status()).toBe(404);
  const others = await publishOwnArticle(PRICE);
  expect((await send({ origin }, path.replace(String(item.id), String(others.id)))).status()).toBe(404);
  for (const bad of ['?purpose=file', '?purpose=logo&item=1', `?purpose=file&item=${'9'.repeat(30)}`])
    expect((await send({ origin }, `/api/studio/media${bad}`)).status()).toBeGreaterThanOrEqual(400);
  expect(await count()).toBe('0');

  // Two gigabytes are announced; the answer comes before they are sent.
  const cookies = await page.context().cookies();
  const session = cookies.find(({ name }) => name === getSessionCookie().name);
  const answer = await announce(new URL(path, origin), {
    origin,
    cookie: `${session?.name}=${session?.value}`,
    'content-length': String(2 * 1024 ** 3),
  });
  expect(answer.status).toBe(413);
  expect(JSON.parse(answer.text)).toMatchObject({
    ok: false,
    code: 'upload_too_large',
    message: 'This file is too large: 512 MB at most. Nothing of it was kept.',
  });

  await page.context().clearCookies();
  expect((await send({ origin })).status()).toBe(404);
  await signInAsNewReader(page);
  expect((await send({ origin })).status()).toBe(404);
  expect(await count()).toBe('0');
  expect(person.id).toBeGreaterThan(0n);
});

/** Begins a request, sends a few bytes of what it announced, and reads the answer. */
function announce(url: URL, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => {
        request.destroy();
        resolve({ status: response.statusCode ?? 0, text });
      });
    });
    request.on('error', reject);
    request.write(randomUUID());
  });
}
