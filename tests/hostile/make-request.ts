import { makeBody } from './make-body.ts';
import { encodePath, PATHS } from './paths.ts';
import type { Random } from './random.ts';
import { TEXTS } from './texts.ts';

export interface Surroundings {
  host: string;
  origin: string;
  /** Ids of the build's own actions. */
  actionIds: readonly string[];
  /** Sessions of people who are signed in. */
  cookies: readonly string[];
}

export interface HostileRequest {
  head: string;
  body: Buffer;
  /** How much of the body is sent before the sender falls silent; all of it when it is as long. */
  sent: number;
}

const METHODS = [
  'GET',
  'GET',
  'GET',
  'HEAD',
  'POST',
  'POST',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'QUERY',
  'PROPFIND',
];
const NAMES = [
  'page',
  'q',
  'id',
  'next',
  'callbackUrl',
  'token',
  'email',
  'at',
  'from',
  'topic',
  'sort',
  '_rsc',
  'purpose',
  'item',
];
const COOKIES = [
  'farthing-session',
  'next-auth.callback-url',
  'next-auth.csrf-token',
  'NEXT_LOCALE',
  'locale',
  'theme',
  '__prerender_bypass',
];
const TYPES = [
  'application/json',
  'text/plain;charset=UTF-8',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary=----x',
  'application/octet-stream',
  'text/x-component',
  ';;;',
];

/** One request that nobody means well with, as it goes over the wire. */
export function makeRequest(random: Random, around: Surroundings): HostileRequest {
  const method = random.pick(METHODS);
  const lines = [
    `${method} ${makeTarget(random)} HTTP/1.1`,
    `host: ${makeHost(random, around)}`,
    'connection: close',
  ];
  lines.push(...makeHeaders(random, around));
  const hasBody = !['GET', 'HEAD', 'OPTIONS'].includes(method) || random.oneIn(20);
  if (!hasBody) return { head: `${lines.join('\r\n')}\r\n\r\n`, body: Buffer.alloc(0), sent: 0 };
  const type = random.pick(TYPES);
  if (!random.oneIn(15)) lines.push(`content-type: ${type}`);
  const body = makeBody(random, type);
  const claimed = random.oneIn(12) ? body.length + 1 + random.under(500) : body.length;
  lines.push(`content-length: ${claimed}`);
  const sent = random.oneIn(12) ? random.under(body.length + 1) : body.length;
  return { head: `${lines.join('\r\n')}\r\n\r\n`, body, sent };
}

function makeTarget(random: Random): string {
  if (random.oneIn(60)) return random.pick(['*', 'http://evil.example/', '/', '//', '/\\', '/?', '/%']);
  const path = encodePath(random, random.pick(PATHS));
  if (!random.oneIn(3)) return path;
  const query = Array.from({ length: 1 + random.under(4) }, () => {
    const value = random.pick(TEXTS);
    const text = random.oneIn(3) ? printable(value) : encodeURIComponent(value.toWellFormed());
    return `${random.pick(NAMES)}=${text}`;
  });
  return `${path}?${query.join('&')}`;
}

function makeHost(random: Random, { host }: Surroundings): string {
  return random.oneIn(25) ? random.pick(['evil.example', 'localhost:1', '[::1]', 'a b', '@', '']) : host;
}

function makeHeaders(random: Random, around: Surroundings): string[] {
  const text = () => printable(random.pick(TEXTS)).slice(0, 3_000);
  const one: Record<string, () => string> = {
    origin: () => random.pick([around.origin, around.origin, 'null', 'https://evil.example', '::', '']),
    'next-action': () =>
      random.pick([
        ...around.actionIds.slice(0, 200),
        '00'.repeat(21),
        'x',
        '',
        text(),
        '__proto__',
        '0'.repeat(20_000).slice(0, 6_000),
      ]),
    rsc: () => random.pick(['1', '0', text()]),
    'next-router-state-tree': () =>
      random.pick([
        '%',
        '{}',
        '[]',
        '["",{}]',
        encodeURIComponent('["",{"children":["a",{}]}]'),
        '['.repeat(4_000),
        text(),
      ]),
    'next-router-prefetch': () => random.pick(['1', '2', text()]),
    'next-router-segment-prefetch': () => random.pick(['/_tree', '/_full', text()]),
    'next-url': () => text(),
    'next-resume': () => '1',
    'x-middleware-subrequest': () => 'proxy:proxy:proxy:proxy:proxy',
    'x-middleware-rewrite': () => '/admin',
    'x-matched-path': () => '/admin',
    'x-forwarded-host': () => random.pick(['evil.example', text()]),
    'x-forwarded-for': () => random.pick(['1.2.3.4', '::1, ::1', text()]),
    'x-forwarded-proto': () => text(),
    'x-request-id': () => text(),
    'x-nonce': () => text(),
    range: () =>
      random.pick([
        'bytes=0-',
        'bytes=-1',
        'bytes=5-1',
        'bytes=0-0,2-3',
        'bytes=99999999999999999999-',
        'lines=1-2',
        text(),
      ]),
    'if-none-match': () => random.pick(['*', '"x"', 'W/"', text()]),
    'if-modified-since': () => text(),
    'accept-language': () => random.pick(['ko', 'en;q=x', '*', ','.repeat(500), text()]),
    'accept-encoding': () => random.pick(['gzip', 'br;q=0', 'zip', text()]),
    accept: () => random.pick(['text/x-component', '*/*', text()]),
    'user-agent': () => text(),
    'sec-fetch-site': () => random.pick(['same-origin', 'cross-site', text()]),
    authorization: () => random.pick(['Bearer x', 'Basic eDp5', text()]),
    'stripe-signature': () => random.pick(['t=1,v1=x', text()]),
    'last-event-id': () => text(),
    'x-file-name': () => text(),
    expect: () => (random.oneIn(8) ? 'nothing' : '100-continue'),
    cookie: () => makeCookies(random, around),
  };
  const names = Object.keys(one).filter((name) =>
    random.oneIn(name === 'cookie' || name === 'origin' ? 2 : 6),
  );
  return names.map((name) => `${name}: ${one[name]?.() ?? ''}`);
}

function makeCookies(random: Random, { cookies }: Surroundings): string {
  const made = Array.from({ length: 1 + random.under(3) }, () => {
    const value = printable(random.pick(TEXTS)).slice(0, 1_500);
    return `${random.pick(COOKIES)}=${value}`;
  });
  if (cookies.length > 0 && random.oneIn(2)) made.unshift(random.pick(cookies));
  return made.join(random.oneIn(8) ? ';;= ' : '; ');
}

/** Without what would end a line: then it would be another request. */
function printable(text: string): string {
  return Buffer.from(text)
    .toString('latin1')
    .replace(/[^\x21-\x7e\x80-\xff]/g, '');
}
