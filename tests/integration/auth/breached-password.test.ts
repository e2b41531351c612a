import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { log } from '../../../lib/core/log.ts';

const STOLEN = 'ancient harbour drizzle pepper';
const FINE = 'copper wren lantern sideways';
const digestOf = (password: string) => createHash('sha1').update(password).digest('hex').toUpperCase();

const asked: { url?: string; padding?: string | string[] }[] = [];
let answer: (response: ServerResponse) => void;
const server = createServer(({ url, headers }: IncomingMessage, response) => {
  asked.push({ url, padding: headers['add-padding'] });
  answer(response);
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const { port } = server.address() as AddressInfo;
process.env.BREACHED_PASSWORDS_URL = `http://127.0.0.1:${port}/range`;

const { db } = await import('../../../lib/core/db.ts');
const { changePassword } = await import('../../../lib/rooms/identity/change-password.ts');
const { findViewer } = await import('../../../lib/rooms/identity/find-viewer.ts');
const { isBreachedPassword } = await import('../../../lib/rooms/identity/is-breached-password.ts');
const { issueToken } = await import('../../../lib/rooms/identity/mail-tokens.ts');
const { resetPassword } = await import('../../../lib/rooms/identity/reset-password.ts');
const { signUp } = await import('../../../lib/rooms/identity/sign-up.ts');
const { browser, newEmail, sessionIn, signInByPassword } = await import('./helpers.ts');

const warn = vi.spyOn(log, 'warn').mockImplementation(() => {});
const others = ['0018A45C4D1DEF81644B54AB7F969B88D65:3', '003D68EB55068C33ACE09247EE4C639306B:0'];
const listed = (suffix: string, count: number) => (response: ServerResponse) =>
  response.end([...others, `${suffix}:${count}`].join('\r\n'));

beforeEach(() => {
  asked.length = 0;
  warn.mockClear();
  answer = listed(digestOf(STOLEN).slice(5), 7);
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const refused = { code: 'weak_password', fieldErrors: { password: 'passwordBreached' } };

test('only the first five characters of the hash are sent, and the answer is padded', async () => {
  expect(await isBreachedPassword(STOLEN)).toBe(true);
  expect(await isBreachedPassword(FINE)).toBe(false);
  const [first] = asked;
  expect(first).toEqual({ url: `/range/${digestOf(STOLEN).slice(0, 5)}`, padding: 'true' });
});

test('what only pads the answer is no find', async () => {
  answer = listed(digestOf(STOLEN).slice(5), 0);
  expect(await isBreachedPassword(STOLEN)).toBe(false);
});

test('nobody signs up with a stolen password', async () => {
  const email = newEmail();
  await expect(signUp({ email, password: STOLEN, name: null }, browser())).rejects.toMatchObject(refused);
  expect(await db.user.count({ where: { email } })).toBe(0);
});

test('nobody changes to one, and nobody resets to one; the link still works for another', async () => {
  const email = newEmail();
  await signUp({ email, password: FINE, name: null }, browser());
  const viewer = await findViewer(sessionIn(await signInByPassword(email, FINE)) as string);
  if (!viewer) throw new Error('nobody is signed in');
  const change = changePassword(viewer, { currentPassword: FINE, password: STOLEN }, browser());
  await expect(change).rejects.toMatchObject(refused);

  const token = await issueToken(db, 'reset-password', viewer.userId, 5);
  await expect(resetPassword(token, STOLEN, browser())).rejects.toMatchObject(refused);
  expect(await resetPassword(token, 'velvet anchor mosaic thunder', browser())).toEqual({ email });
});

test.each<[string, (response: ServerResponse) => void]>([
  ['fails', (response) => response.writeHead(503).end()],
  ['leads elsewhere', (response) => response.writeHead(302, { location: '/range/00000' }).end()],
  ['breaks off', (response) => response.destroy()],
  ['does not answer', () => {}],
  ['never ends its answer', (response) => response.write(`${others[0]}\r\n`)],
])('a list that %s keeps nobody out, and is logged without the password', async (_how, misbehave) => {
  answer = misbehave;
  expect(await isBreachedPassword(STOLEN)).toBe(false);
  expect(warn).toHaveBeenCalledOnce();
  const line = JSON.stringify(warn.mock.calls);
  for (const secret of [STOLEN, digestOf(STOLEN).slice(0, 5)]) expect(line).not.toContain(secret);
});

test('without the setting nobody is asked', async () => {
  vi.stubEnv('BREACHED_PASSWORDS_URL', '');
  vi.resetModules();
  const fresh = await import('../../../lib/rooms/identity/is-breached-password.ts');
  expect(await fresh.isBreachedPassword(STOLEN)).toBe(false);
  expect(asked).toEqual([]);
  vi.unstubAllEnvs();
});
