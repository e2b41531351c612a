import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lockFile } from './lock-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'ports-'));
afterAll(() => rmSync(folder, { recursive: true }));

const FROM = 21_000 + (process.pid % 5_000);
const PROGRAM = `
  import { findFreePort } from ${JSON.stringify(new URL('./find-free-port.ts', import.meta.url).href)};
  process.send(await findFreePort(${FROM}));
  process.on('message', () => process.exit());`;

test('programs that begin together find different ports, though none listens yet', async () => {
  const file = join(folder, 'program.mts');
  writeFileSync(file, PROGRAM);
  const children = Array.from({ length: 4 }, () => fork(file, { execArgv: ['--import', 'tsx'] }));
  const ports = await Promise.all(children.map(async (child) => (await once(child, 'message'))[0] as number));
  const ends = children.map((child) => once(child, 'exit'));
  for (const child of children) child.send('end');
  await Promise.all(ends);
  expect(new Set(ports).size).toBe(4);
});

test('a lock is taken over from the dead, kept from the living, and may be taken twice by its holder', () => {
  const file = join(folder, 'lock');
  writeFileSync(file, '999999999');
  expect(lockFile(file)).toBe(0);
  expect(lockFile(file)).toBe(0);
  writeFileSync(file, String(process.ppid));
  expect(lockFile(file)).toBe(process.ppid);
  writeFileSync(file, '');
  expect(lockFile(file)).toBe(0);
});
