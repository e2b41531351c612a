import { expect, test } from 'vitest';
import { isForeignPost } from './is-foreign-post';

const OWN = 'https://farthing.example';
const ask = (method: string, headers: Record<string, string>) =>
  isForeignPost(method, new Headers({ host: 'farthing.example', ...headers }), OWN);

test.each([
  ['another site', { origin: 'https://evil.example' }],
  ['another port', { origin: 'https://farthing.example:8443' }],
  ['a sandboxed frame', { origin: 'null' }],
  ['no address at all', { origin: '::' }],
  [
    'a forwarded host that is not it',
    { origin: 'https://evil.example', 'x-forwarded-host': 'farthing.example' },
  ],
])('%s may not send a form', (_name, headers) => {
  expect(ask('POST', headers)).toBe(true);
  expect(ask('GET', headers)).toBe(false);
});

test.each([
  ['our own page', { origin: OWN }],
  ['our own page behind a proxy that names itself', { origin: OWN, host: '10.0.0.7:3000' }],
  [
    'the address that a proxy was asked for',
    { origin: 'https://www.example', 'x-forwarded-host': 'www.example' },
  ],
  ['a program', {}],
])('%s may', (_name, headers) => {
  expect(ask('POST', headers)).toBe(false);
});
