import { Agent, get, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { onServerEnd } from '@/lib/core/http/server-end';
import { type RunningServer, startServer } from './start-server';

let running: RunningServer | undefined;
afterEach(() => running?.end());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function ask(path: string, agent?: Agent): Promise<IncomingMessage & { body: string }> {
  return new Promise((resolve, reject) => {
    const asked = get({ port: running?.port, path, agent, host: '127.0.0.1' }, (answer) => {
      let body = '';
      answer.on('data', (chunk) => {
        body += chunk;
      });
      answer.on('end', () => resolve(Object.assign(answer, { body })));
    });
    asked.on('error', reject);
  });
}

test('every answer says that its type is meant, and a handler that throws answers 500', async () => {
  running = await startServer({
    port: 0,
    hostname: '127.0.0.1',
    refuseMs: 0,
    handler(_request, response) {
      if (_request.url === '/broken') throw new Error('a fault of the test');
      response.end('fine');
    },
  });
  const [fine, broken] = [await ask('/'), await ask('/broken')];
  expect([fine.statusCode, fine.headers['x-content-type-options']]).toEqual([200, 'nosniff']);
  expect([broken.statusCode, broken.headers['x-content-type-options']]).toEqual([500, 'nosniff']);
});

test('a server that ends refuses new requests, finishes what it accepted, closes the rest', async () => {
  let finish = () => {};
  const begun: string[] = [];
  const order: string[] = [];
  running = await startServer({
    port: 0,
    hostname: '127.0.0.1',
    refuseMs: 300,
    close: async () => void order.push('closed'),
    async handler({ url = '' }, response) {
      begun.push(url);
      if (url === '/stream') {
        response.write('event\n');
        onServerEnd('closing', () => response.end());
        return;
      }
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      order.push('answered');
      response.end('done');
    },
  });
  onServerEnd('answered', () => order.push('drained'));
  const agent = new Agent({ keepAlive: true });
  const [accepted, stream] = [ask('/slow', agent), ask('/stream')];
  await expect.poll(() => begun.sort()).toEqual(['/slow', '/stream']);
  const ended = running.end();
  expect(running.end()).toBe(ended);
  expect((await stream).body).toBe('event\n');
  for (const path of ['/', '/api/ready']) {
    const { statusCode, headers } = await ask(path, agent);
    expect(statusCode).toBe(503);
    expect(headers).toMatchObject({ connection: 'close', 'retry-after': '5' });
  }
  finish();
  const answer = await accepted;
  expect([answer.statusCode, answer.body, answer.headers.connection]).toEqual([200, 'done', 'close']);
  expect(await ended).toBe(0);
  expect(order).toEqual(['answered', 'drained', 'closed']);
  await expect(ask('/', new Agent())).rejects.toThrow('ECONNREFUSED');
});

test('what never ends is given up, and said', async () => {
  let begun = false;
  const handler = () => {
    begun = true;
  };
  running = await startServer({ port: 0, handler, refuseMs: 0, patienceMs: 200 });
  ask('/').catch(() => {});
  await expect.poll(() => begun).toBe(true);
  expect(await running.end()).toBe(1);
});

test('half a body does not hold its socket for ever, a slow reader of ours does not lose one', async () => {
  const { watchBodies } = await import('./watch-bodies');
  let now = 0;
  const bodies = watchBodies({ everyMs: 40, minBytes: 100, now: () => now });
  const seen: Record<string, IncomingMessage> = {};
  running = await startServer({
    port: 0,
    hostname: '127.0.0.1',
    refuseMs: 0,
    patienceMs: 200,
    handler(one) {
      bodies.watch(one);
      seen[one.url ?? ''] = one;
      // Only the half one is read.
      if (one.url === '/half') one.resume();
    },
  });
  const half = connect(running.port, '127.0.0.1');
  half.write('POST /half HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nhalf');
  const unread = request({ port: running.port, host: '127.0.0.1', path: '/unread', method: 'POST' });
  unread.on('error', () => {});
  unread.write(Buffer.alloc(4_000_000));
  await expect.poll(() => Object.keys(seen).sort()).toEqual(['/half', '/unread']);
  await expect.poll(() => seen['/unread']?.readableLength).toBeGreaterThan(0);
  const closed = new Promise((resolve) => half.once('close', resolve));
  for (now = 50; now < 400; now += 50) await pause(15);
  await closed;
  expect(seen['/unread']?.socket.destroyed).toBe(false);
  bodies.stop();
});
