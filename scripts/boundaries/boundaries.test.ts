import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fault } from './explain.ts';
import { findFaults } from './find-faults.ts';
import { PLANTS, SOUND } from './plants.ts';
import { FLOORS, ROOMS } from './table.ts';

const root = mkdtempSync(join(tmpdir(), 'farthing-house-'));
let faults: Fault[] = [];

beforeAll(async () => {
  const files = { ...SOUND, ...Object.fromEntries(PLANTS.map(({ file, text }) => [file, text])) };
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const paths = {
    compilerOptions: { baseUrl: '.', paths: { '@/*': ['./*'] }, allowImportingTsExtensions: true },
  };
  writeFileSync(join(root, 'tsconfig.json'), JSON.stringify(paths));
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  faults = await findFaults(root, join(root, 'tsconfig.json'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const of = (file: string) => faults.filter((fault) => fault.file.replace(/:\d+$/, '') === file);

test.each(PLANTS)('$file breaks $rule, and the sentence names the way out', ({ file, rule, says }) => {
  expect(of(file)).toContainEqual(expect.objectContaining({ rule, sentence: expect.stringContaining(says) }));
});

test('what breaks no rule is not spoken of', () => {
  expect(Object.keys(SOUND).flatMap(of)).toEqual([]);
});

test('the table holds no circle of rooms', () => {
  for (const floor of FLOORS) {
    if (floor === 'core') continue;
    const rooms: Record<string, string[]> = ROOMS[floor];
    const leadsTo = (room: string, seen: string[] = []): string[] =>
      seen.includes(room)
        ? [...seen, room]
        : (rooms[room] ?? []).flatMap((next) => leadsTo(next, [...seen, room]));
    for (const room of Object.keys(rooms)) expect(leadsTo(room), `${floor}/${room}`).toEqual([]);
  }
});
