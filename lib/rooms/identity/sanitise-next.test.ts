import { expect, test } from 'vitest';
import { readNext, sanitiseCallbackUrl, sanitiseNext, withNext } from './sanitise-next';

const SITE = 'https://farthing.example';

test.each([
  '/',
  '/read/the-wren',
  '/read/the-wren?unlocked=1#notes',
  '/search?q=%EB%8F%88&page=2',
  '/topics/craft/',
  '/verify-email?token=abc',
])('%j is kept', (next) => {
  expect(sanitiseNext(next)).toBe(next);
});

test.each([
  'https://evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/%09//evil.example\r',
  ' /read/x',
  'javascript:alert(1)',
  'read/x',
  '',
  '/./../..//evil.example',
  '/sign-in',
  '/sign-in/link?token=x',
  '/sign-up?next=/',
  '/api/auth/signout',
  `/${'x'.repeat(2_000)}`,
  undefined,
  null,
  7,
  ['/read/x'],
])('%j becomes the front page', (next) => {
  expect(sanitiseNext(next)).toBe('/');
});

test('next-auth’s callback addresses count only on our own site', () => {
  expect(sanitiseCallbackUrl(`${SITE}/read/x?a=1`, SITE)).toBe('/read/x?a=1');
  expect(sanitiseCallbackUrl('/read/x', SITE)).toBe('/read/x');
  expect(sanitiseCallbackUrl('https://farthing.example.evil.example/x', SITE)).toBe('/');
  expect(sanitiseCallbackUrl('https://user@farthing.example:444/x', SITE)).toBe('/');
  expect(sanitiseCallbackUrl(undefined, SITE)).toBe('/');
});

test('next outranks callbackUrl, and links carry it along', () => {
  expect(readNext({ next: '/a', callbackUrl: `${SITE}/b` }, SITE)).toBe('/a');
  expect(readNext({ callbackUrl: `${SITE}/b` }, SITE)).toBe('/b');
  expect(withNext('/sign-up', '/read/x?a=1')).toBe('/sign-up?next=%2Fread%2Fx%3Fa%3D1');
  expect(withNext('/sign-up', '/')).toBe('/sign-up');
});
