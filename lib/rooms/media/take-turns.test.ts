import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurns } from './take-turns';

test('no more work at once than allowed, in its order, and a failure gives its turn on', async () => {
  const inTurn = createTurns({ atOnce: 2, waiting: 10 });
  const done: number[] = [];
  let [now, most] = [0, 0];
  const jobs = Array.from({ length: 8 }, (_, n) =>
    inTurn(async () => {
      now += 1;
      most = Math.max(most, now);
      await sleep(2);
      now -= 1;
      done.push(n);
      if (n === 3) throw new Error('broken');
      return n;
    }),
  );
  const settled = await Promise.allSettled(jobs);
  expect(settled.map(({ status }) => status === 'fulfilled')).toEqual(
    [0, 1, 2, 3, 4, 5, 6, 7].map((n) => n !== 3),
  );
  expect(most).toBe(2);
  expect(done).toHaveLength(8);
});

test('anyone who finds too many waiting is told at once that we are busy', async () => {
  const inTurn = createTurns({ atOnce: 1, waiting: 1 });
  const { promise, resolve } = Promise.withResolvers<void>();
  const first = inTurn(() => promise);
  const second = inTurn(async () => 2);
  await expect(inTurn(async () => 3)).rejects.toMatchObject({ code: 'busy' });
  resolve();
  await first;
  expect(await second).toBe(2);
  expect(await inTurn(async () => 4)).toBe(4);
});
