import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DECISIONS, readDecisions, writeIndex } from './decisions';

describe('the index of decisions', () => {
  it('lists every page', () => {
    expect(readFileSync(join(DECISIONS, 'README.md'), 'utf8')).toBe(writeIndex(readDecisions()));
  });
});

describe('a page of a decision', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'decisions-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const page = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const head = (number: string) => `# ${number} A title\n\nStatus: accepted. Date: 2026-01-31.\n`;

  it('gives its number, title, status and date', () => {
    page('0001-first.md', head('0001'));
    page('0002-second.md', '# 0002 B\n\nStatus: superseded by [0001](0001-first.md). Date: 2026-02-01.\n');
    expect(readDecisions(folder)).toEqual([
      { file: '0001-first.md', number: 1, title: 'A title', status: 'accepted', date: '2026-01-31' },
      expect.objectContaining({ number: 2, status: 'superseded by [0001](0001-first.md)' }),
    ]);
  });

  it.each([
    ['leaves no gap', '0003-third.md', head('0003')],
    ['has the number of its name', '0002-second.md', head('0003')],
    ['is not the second of its number', '0001-twin.md', head('0001')],
    ['has a status and a date', '0002-second.md', '# 0002 A title\n\n## Context\n'],
  ])('%s', (_, name, text) => {
    page('0001-first.md', head('0001'));
    page(name, text);
    expect(() => readDecisions(folder)).toThrow(name);
  });
});
