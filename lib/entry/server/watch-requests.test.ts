import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { noteOurs } from '@/lib/core/request-scope';
import { logRequestError } from './log-request-error';
import { watchRequests } from './watch-requests';

watchRequests(() => {});
let answer = async (_response: ServerResponse): Promise<void> => {};
const server = createServer((_request, response) => void answer(response));
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
const { port } = server.address() as AddressInfo;
afterAll(() => server.close());

const place = (routeType: string) => ({ routePath: '/read/[slug]', routeType });

/** What a visitor gets of a page that fails with `error`, which Next tells us before it answers 500. */
async function fail(
  error: Error,
  method = 'GET',
  routeType = 'render',
  before = () => {},
): Promise<{ status: number; retryAfter: string | null }> {
  answer = async (response) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    before();
    logRequestError(error, { path: '/read/x?token=1', method, headers: {} }, place(routeType));
    response.statusCode = 500;
    response.end('sorry');
  };
  const { status, headers } = await fetch(`http://127.0.0.1:${port}/read/x`, { method });
  return { status, retryAfter: headers.get('retry-after') };
}

test('a form that breaks off before any code of ours has begun is the sender’s fault', async () => {
  const broken = new Error('Unexpected end of form');
  expect(await fail(broken, 'POST', 'action')).toEqual({ status: 400, retryAfter: null });
  expect(await fail(broken, 'POST', 'render')).toEqual({ status: 400, retryAfter: null });
  expect(await fail(Object.assign(broken, { statusCode: 413 }), 'POST', 'action')).toMatchObject({
    status: 413,
  });
  // A route reads its own body, and a page that is asked for has none.
  expect(await fail(new Error('a bug'), 'POST', 'route')).toMatchObject({ status: 500 });
  expect(await fail(new Error('a bug'), 'GET', 'render')).toMatchObject({ status: 500 });
});

test('a bug of an action that had begun is 500 all the same', async () => {
  expect(await fail(new Error('a bug'), 'POST', 'action', noteOurs)).toMatchObject({ status: 500 });
});

test('a state of the router that cannot be read is the sender’s fault too', async () => {
  const unreadable = new Error('The router state header was sent but could not be parsed.');
  expect(await fail(unreadable)).toMatchObject({ status: 400 });
});

test('a page that lost its database is 503 with Retry-After, a bug is 500', async () => {
  const lost = new Error('Connection terminated unexpectedly');
  expect(await fail(lost)).toEqual({ status: 503, retryAfter: '2' });
  expect(await fail(new TypeError('x is not a function'))).toEqual({ status: 500, retryAfter: null });
});
