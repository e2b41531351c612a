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

test('all else stays: numbers, dates, bigints, nothing; a circle ends, and what was given is not changed', () => {
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
