import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';
import { expect, test } from 'vitest';
import { refuseWeakPassword, scorePassword } from './check-password-strength';

test('a password is weak when common, dressed up, or made of what everyone knows of the person', async () => {
  const person = ['robin.wren@example.com', 'Robin Wren'];
  for (const weak of [
    'password12',
    'P@$$w0rd!2',
    'robinwren1',
    'farthing12',
    'aaaaaaaaaaaaaaaa',
    '1234567890',
  ])
    await expect(refuseWeakPassword(weak, person), weak).rejects.toMatchObject({ code: 'weak_password' });
  for (const good of ['lunar teapot violet staple', 'x7$kQ9!zL2@mN4', '구리 굴뚝새가 항구를 봐요'])
    await expect(refuseWeakPassword(good, person), good).resolves.toBeUndefined();
});

/** Microseconds of this process's own work. */
async function workOf(run: () => Promise<void>): Promise<number> {
  const start = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

test('no password keeps the server busy for long, whatever is given along', async () => {
  await scorePassword('the dictionaries are loaded on first use', []);
  const hostile = ['4@8({[<369&#!|1/0$5+7%2', '19871231', 'x7$kQ9!zL2@mN4#pR6^tV8&wY1*b', '(({[[<<'];
  const words = [Array.from({ length: 80 }, (_, k) => `w${k}x`).join(' '), '4@8('.repeat(80)];
  const texts = hostile.map((text) => text.repeat(25).slice(0, 200));
  const ours = await workOf(async () => {
    for (const text of texts) await scorePassword(text, words);
  });
  const bare = new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
  });
  const unbounded = await workOf(async () => {
    for (const text of texts) bare.check(text.slice(0, 64), words);
  });
  // A twentieth of what the library's own bounds cost; a fifth leaves room for noise.
  expect(ours).toBeLessThan(unbounded / 5);
});
