import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { logRequestError } from '../log-request-error';
import { watchRequests } from './watch-requests';

watchRequests(() => {});
let answer = async (_response: ServerResponse): Promise<void> => {};
const server = createServer((_request, response) => void answer(response));
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
const { port } = server.address() as AddressInfo;
afterAll(() => server.close());

/** What a visitor gets of a page that fails with `error`, which Next tells us before it answers 500. */
async function fail(error: Error): Promise<{ status: number; retryAfter: string | null }> {
  answer = async (response) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    logRequestError(error, { path: '/read/x?token=1', method: 'GET', headers: {} }, '/read/[slug]');
    response.statusCode = 500;
    response.end('sorry');
  };
  const { status, headers } = await fetch(`http://127.0.0.1:${port}/read/x`);
  return { status, retryAfter: headers.get('retry-after') };
}

test('a page that lost its database is 503 with Retry-After, a bug is 500', async () => {
  const lost = new Error('Connection terminated unexpectedly');
  expect(await fail(lost)).toEqual({ status: 503, retryAfter: '2' });
  expect(await fail(new TypeError('x is not a function'))).toEqual({ status: 500, retryAfter: null });
});
