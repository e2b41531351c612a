import { expect, test } from 'vitest';
import { eachAlone } from './each-alone';

async function run(bad: number[]) {
  const done: number[] = [];
  const work = async (one: number) => {
    if (bad.includes(one)) throw new Error(`no ${one}`);
    done.push(one);
  };
  const fault = await eachAlone([1, 2, 3, 4], work).catch((error: unknown) => error);
  return { done, fault };
}

test('one that fails keeps no other waiting, and is named at the end', async () => {
  expect(await run([])).toEqual({ done: [1, 2, 3, 4], fault: undefined });
  expect(await run([1])).toEqual({ done: [2, 3, 4], fault: new Error('no 1') });
  const { done, fault } = await run([2, 3]);
  expect(done).toEqual([1, 4]);
  expect(fault).toBeInstanceOf(AggregateError);
  expect((fault as AggregateError).errors).toEqual([new Error('no 2'), new Error('no 3')]);
});
