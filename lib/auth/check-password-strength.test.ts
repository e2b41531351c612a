import { expect, test } from 'vitest';
import { refuseWeakPassword, scorePassword } from './check-password-strength';

test('a password is weak when it is common, dressed up, or made of what everyone knows of the person', async () => {
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

test('no password keeps the server busy for long, whatever is given along', async () => {
  await scorePassword('the dictionaries are loaded on first use', []);
  const hostile = ['4@8({[<369&#!|1/0$5+7%2', '19871231', 'x7$kQ9!zL2@mN4#pR6^tV8&wY1*b', '(({[[<<'];
  const words = [Array.from({ length: 80 }, (_, k) => `w${k}x`).join(' '), '4@8('.repeat(80)];
  const start = process.cpuUsage();
  for (const text of hostile) await scorePassword(text.repeat(25).slice(0, 200), words);
  const { user, system } = process.cpuUsage(start);
  // Some 50 ms of this process's own work each; it was a second each.
  expect((user + system) / 1000).toBeLessThan(2_000);
});
