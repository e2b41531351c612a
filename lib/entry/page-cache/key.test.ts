import { expect, test } from 'vitest';
import { getSessionCookie } from '@/lib/core/session-cookie';
import { keyOf } from './key';

const SESSION = '__Host-farthing-session';
const ask = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  keyOf({ method, url, headers });

test.each([
  ['the front page', '/', '/'],
  ['in a language, on a page, in one order', '/?page=2&lang=ko', '/?lang=ko&page=2'],
  ['an article, wherever one came from', '/read/a-wren?from=feed&utm_source=x&fbclid=abc', '/read/a-wren'],
  ['a refusal that is said on it', '/read/a-wren?unlock=busy', '/read/a-wren?unlock=busy'],
  ['a topic', '/topics/money?lang=all', '/topics/money?lang=all'],
  ['a creator', '/creators/mina?page=2', '/creators/mina?page=2'],
  ['a course', '/courses/coins', '/courses/coins'],
  ['a feed', '/creators/mina/feed.xml', '/creators/mina/feed.xml'],
])('%s is kept', (_name, url, target) => {
  expect(ask(url)?.target).toBe(target);
  expect(ask(url, {}, 'HEAD')?.id).toBe(ask(url)?.id);
});

test.each([
  ['another page', '/wallet'],
  ['search', '/search?q=x'],
  ['an address that no page has', '/read/A%20wren'],
  ['a query that we do not know', '/?debug=1'],
  ['a name given twice', '/?page=1&page=2'],
  ['a value too long for what it names', `/?page=${'9'.repeat(40)}`],
  ['a part that the client asks for', '/?_rsc=abc'],
  ['another question mark', '/?lang=ko?page=2'],
])('%s is not', (_name, url) => {
  expect(ask(url)).toBeNull();
});

test.each(['rsc', 'next-action', 'next-router-prefetch', 'next-router-state-tree', 'range'])(
  'a request with %s is for Next',
  (name) => {
    expect(ask('/', { [name]: '1' })).toBeNull();
  },
);

test('who has a session, whatever it is worth, is never shown a kept page', () => {
  for (const cookie of [
    `${SESSION}=x`,
    `a=b; ${SESSION}=`,
    `a=b;${SESSION}=x; farthing-theme=dark`,
    ` ${SESSION} = x`,
    SESSION,
    `${getSessionCookie().name}=x`,
  ])
    expect(ask('/', { cookie }), cookie).toBeNull();
  expect(ask('/', {}, 'POST')).toBeNull();
});

test('language and appearance tell pages apart, other cookies do not', () => {
  const plain = ask('/');
  expect(ask('/', { cookie: 'other=1; farthing-theme=purple; farthing-locale=tlh' })?.id).toBe(plain?.id);
  expect(ask('/', { 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.5' })?.locale).toBe('ko');
  expect(ask('/', { 'accept-language': 'ko', cookie: 'farthing-locale=en' })?.id).toBe(plain?.id);
  expect(ask('/', { cookie: 'farthing-theme=dark' })).toMatchObject({ theme: 'dark', locale: 'en' });
  const ids = ['light', 'dark', ''].map((theme) => ask('/', { cookie: `farthing-theme=${theme}` })?.id);
  expect(new Set(ids).size).toBe(3);
});
