import pino from 'pino';
import { expect, test } from 'vitest';
import { hideSecrets } from './hide-secrets.ts';
import { LOG_OPTIONS } from './log.ts';

const SECRET = 'copper wren lantern sideways';

function logged(given: object): string {
  const lines: string[] = [];
  const log = pino({ ...LOG_OPTIONS, level: 'info' }, { write: (line) => void lines.push(line) });
  log.info(given, 'a line');
  return lines.join('');
}

function loggedAlone(given: object): string {
  const lines: string[] = [];
  pino({ ...LOG_OPTIONS, level: 'info' }, { write: (line) => void lines.push(line) }).info(given);
  return lines.join('');
}

/** The name with the secret under it, this many objects down, in lists and objects by turns. */
function nest(name: string, levels: number): object {
  let value: object = { [name]: SECRET, id: 7n };
  for (let level = 0; level < levels; level += 1) value = level % 2 ? [value] : { inner: value };
  return Array.isArray(value) ? { list: value } : value;
}

test.each([
  'password',
  'passwordHash',
  'token',
  'client_secret',
  'Authorization',
  'set-cookie',
  'apiKey',
  'api_key',
  'stripe-signature',
  'sealedSecret',
  'privateKey',
  'access-code',
  'recoveryCode',
  'recovery_codes',
  'licenceKey',
])('what is called %s is hidden at every depth', (name) => {
  for (const levels of [0, 1, 2, 3, 4]) expect(logged(nest(name, levels))).toContain('[hidden]');
  for (const levels of [0, 1, 2, 3, 4, 5, 6, 9, 20]) {
    const line = logged(nest(name, levels));
    expect(line).not.toContain(SECRET);
    expect(JSON.parse(line)).toMatchObject({ msg: 'a line' });
  }
});

test('in errors, too: in what was hung on them and on their causes', () => {
  const raw = { headers: { authorization: SECRET, 'x-request-id': 'r' }, parts: [{ token: SECRET }] };
  const cause = Object.assign(new Error('the inner one'), { details: raw });
  const line = logged({
    err: Object.assign(new Error('the outer one', { cause }), { details: raw }),
    request: { err: cause },
  });
  expect(line).not.toContain(SECRET);
  expect(JSON.parse(line).err).toMatchObject({
    type: 'Error',
    message: expect.stringContaining('outer'),
    stack: expect.stringContaining('hide-secrets'),
  });
  expect(line).toContain('the inner one');
});

test.each([
  ['an address', { to: new URL('https://a.test/b?token=TOPSECRET&page=2') }, 'page=2'],
  ['a query', { url: '/sign-in?next=%2F&code=TOPSECRET#access_token=TOPSECRET' }, '?next=%2F&code=[hidden]'],
  ['what writes itself', { config: { toJSON: () => ({ password: 'TOPSECRET', n: 1 }) } }, '"n":1'],
  [
    'headers as pairs',
    {
      headers: [
        ['Authorization', 'TOPSECRET'],
        ['accept', 'text/html'],
      ],
    },
    'text/html',
  ],
  ['raw headers', { rawHeaders: ['Host', 'a.test', 'Cookie', 'TOPSECRET'] }, 'a.test'],
  ['a connection', { connectionString: 'postgres://me:TOPSECRET@db.test/x' }, '://[hidden]@db.test/x'],
  ['a bearer', { said: 'sent authorization: bearer TOPSECRET, then left' }, 'then left'],
  ['bytes', { body: Buffer.from('TOPSECRET') }, '[9 bytes]'],
  ['an error’s message', { err: new Error('GET https://a.test?api_key=TOPSECRET failed') }, 'failed'],
  ['an error alone', new Error('postgres://me:TOPSECRET@db.test/x refused'), 'db.test/x refused'],
])('%s shows no secret', (_what, given, kept) => {
  const line = loggedAlone(given);
  expect(line).not.toContain('TOPSECRET');
  expect(line).not.toContain(String(Buffer.from('TOPSECRET').toJSON().data.slice(0, 4)));
  expect(line).toContain(kept);
});

test('what cannot be read never stops the one who logs, nor hides the rest', () => {
  const refuse = () => {
    throw new Error('not now');
  };
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const trap = {
    get bad() {
      return refuse();
    },
    good: 'seen',
  };
  const failed = Object.defineProperty(new Error('the failure'), 'body', { enumerable: true, get: refuse });
  const line = JSON.parse(logged({ trap, proxy, own: { toJSON: refuse }, err: failed, list: [trap] }));
  expect(line).toMatchObject({
    trap: { bad: '[unreadable]', good: 'seen' },
    proxy: '[unreadable]',
    own: '[unreadable]',
    err: { type: 'Error', message: 'the failure', stack: expect.stringContaining('hide-secrets') },
    list: [{ good: 'seen' }],
    msg: 'a line',
  });
  expect(hideSecrets(proxy)).toBe('[unreadable]');
});

test('ordinary texts and addresses stay as they are', () => {
  const plain = {
    page: 'https://a.test/items?sort=new&page=2#top',
    mail: 'reader@example.com',
    codes: ['P2002', 'ECONNRESET'],
    text: 'see https://a.test/b, or write to me@a.test',
  };
  expect(hideSecrets(plain)).toEqual(plain);
});

test('all else stays: numbers, dates, bigints, nothing; a circle ends, and the input is not changed', () => {
  const circle: Record<string, unknown> = { at: new Date(0), n: 12n, none: null, requestKey: 'k' };
  circle.self = circle;
  expect(hideSecrets(circle)).toEqual({
    at: new Date(0),
    n: 12n,
    none: null,
    requestKey: 'k',
    self: '[cut off]',
  });
  const given = { deep: { password: SECRET } };
  hideSecrets(given);
  expect(given.deep.password).toBe(SECRET);
});
