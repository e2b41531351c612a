import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { createRenderPool, type RenderPool } from './render-pool';

// Answers with the text and its own thread; `hang` never ends, `die` throws, `eat` takes all memory, `wait`
// answers when told.
const SCRIPT = `
  const { parentPort, threadId } = require('node:worker_threads');
  parentPort.postMessage('ready');
  parentPort.on('message', ({ teaser }) => {
    if (teaser === 'hang') for (;;) {}
    if (teaser === 'die') throw new Error('died of it');
    if (teaser === 'eat') { const all = []; for (;;) all.push(new Array(1e6).fill(Math.random())); }
    const answer = { opening: teaser, rest: String(threadId) };
    setTimeout(() => parentPort.postMessage(answer), teaser === 'wait' ? 300 : 0);
  });`;

function makePool(options: Partial<Parameters<typeof createRenderPool>[0]> = {}): RenderPool {
  const start = () =>
    new Worker(SCRIPT, {
      eval: true,
      resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 8 },
    });
  const pool = createRenderPool({ start, size: 2, deadlineMs: 500, queue: 4, ...options });
  onTestFinished(() => pool.close());
  return pool;
}

const text = (teaser: string) => ({ teaser, body: '' });

test('a text that passes the deadline is given up, and the next one has a new thread', async () => {
  const pool = makePool({ size: 1 });
  const before = await pool.render(text('a'));
  expect(await pool.render(text('hang'))).toBeNull();
  const after = await pool.render(text('b'));
  expect(after?.opening).toBe('b');
  expect(after?.rest).not.toBe(before?.rest);
});

test('a thread is used again', async () => {
  const pool = makePool({ size: 1 });
  expect((await pool.render(text('a')))?.rest).toBe((await pool.render(text('b')))?.rest);
});

test('a thread that dies of a text fails that text alone, one that eats all memory gives up', async () => {
  const pool = makePool({ size: 1, deadlineMs: 60_000 });
  const [died, eaten, next] = await Promise.allSettled([
    pool.render(text('die')),
    pool.render(text('eat')),
    pool.render(text('c')),
  ]);
  expect(died).toMatchObject({ status: 'rejected', reason: { message: 'died of it' } });
  expect(eaten).toMatchObject({ status: 'fulfilled', value: null });
  expect(next).toMatchObject({ status: 'fulfilled', value: { opening: 'c' } });
});

test('what people try out waits for what others read, one text each, and leaves a thread free', async () => {
  const pool = makePool({ deadlineMs: 60_000 });
  const order: string[] = [];
  const note = (name: string) => () => order.push(name);
  const first = pool.render(text('wait'), 'ada').then(note('ada'));
  await expect(pool.render(text('b'), 'ada')).rejects.toMatchObject({ code: 'busy' });
  const second = pool.render(text('c'), 'ben').then(note('ben'));
  await Promise.all([first, second, pool.render(text('d')).then(note('reader'))]);
  expect(order).toEqual(['reader', 'ada', 'ben']);
  expect((await pool.render(text('e'), 'ada'))?.opening).toBe('e');
});

test('no more wait than the queue holds', async () => {
  const pool = makePool({ size: 1, queue: 2, deadlineMs: 60_000 });
  const texts = ['wait', 'b', 'c', 'd'].map((name) => pool.render(text(name)));
  const outcomes = await Promise.allSettled(texts);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected']);
  expect(outcomes[3]).toMatchObject({ reason: { code: 'busy' } });
});
