import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { listSlowest, readPlaywrightReport, readVitestReport } from './test-reports.ts';

function write(report: unknown): string {
  const dir = mkdtempSync(join(tmpdir(), 'report-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const path = join(dir, 'report.json');
  writeFileSync(path, JSON.stringify(report));
  return path;
}

const result = (status: string, fullName: string, duration: number | null, message?: string) => ({
  ...{ status, fullName, duration },
  failureMessages: message ? [message] : [],
});

test('the slowest tests of both runners are listed together, and a failure says how it failed', () => {
  const vitest = readVitestReport(
    write({
      ...{ numPassedTests: 1, numFailedTests: 1, numPendingTests: 1, numTodoTests: 0 },
      testResults: [
        {
          name: `${process.cwd()}/tests/a.test.ts`,
          status: 'failed',
          assertionResults: [
            result('passed', 'quick', 12),
            result('failed', 'slow', 61_000, 'expected 1 to be 2'),
            result('pending', 'not run', null),
          ],
        },
      ],
    }),
  );
  const spec = (title: string, duration: number) => ({
    ...{ ok: true, title, file: 'b.spec.ts' },
    tests: [{ results: [{ duration }] }],
  });
  const playwright = readPlaywrightReport(
    write({
      stats: { expected: 2, unexpected: 0, flaky: 0, skipped: 0 },
      errors: [],
      suites: [{ specs: [spec('outer', 500)], suites: [{ specs: [spec('inner', 2_500)] }] }],
    }),
  );
  expect([vitest, playwright]).toMatchObject([
    { passed: 1, failed: 1, skipped: 1 },
    { passed: 2, failed: 0, skipped: 0, failures: [] },
  ]);
  expect(vitest.failures).toEqual(['tests/a.test.ts › slow\n    expected 1 to be 2']);
  expect(listSlowest([...vitest.tests, ...playwright.tests], 3)).toEqual([
    '  61.0 s  tests/a.test.ts › slow',
    '   2.5 s  b.spec.ts › inner',
    '   0.5 s  b.spec.ts › outer',
  ]);
});
