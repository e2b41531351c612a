import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { getSessionCookie, readSessionCookie, writeSessionCookie } from './session-cookie';

test('a cookie that we signed names its session', () => {
  const id = randomUUID();
  const cookie = writeSessionCookie(id);
  expect(cookie).toHaveLength(80);
  expect(readSessionCookie(cookie)).toBe(id);
});

test('anything else names none', () => {
  const id = randomUUID();
  const cookie = writeSessionCookie(id);
  const signature = cookie.split('.')[1];
  const bad = [
    undefined,
    '',
    id,
    `${id}.`,
    `${randomUUID()}.${signature}`,
    cookie.slice(0, -1),
    `${cookie}x`,
    `${id.toUpperCase()}.${signature}`,
    `' OR 1=1.${signature}`,
  ];
  for (const value of bad) expect(readSessionCookie(value)).toBeNull();
});

test('the cookie is kept from scripts and from other sites', () => {
  expect(getSessionCookie()).toEqual({
    name: 'farthing-session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure: false },
  });
});
