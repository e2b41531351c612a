import { existsSync, readFileSync } from 'node:fs';

/** What one runner's JSON report says. */
export interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
  /** A few lines for each failed test: its file and name, and how it failed. */
  failures: string[];
}

const NOTHING: Outcome = { passed: 0, failed: 0, skipped: 0, failures: [] };
const ERROR_LINES = 12;

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    /** Why the file itself could not run. */
    message?: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/** Reads vitest's report; all zeros when there is none. */
export function readVitestReport(path: string): Outcome {
  if (!existsSync(path)) return NOTHING;
  const report: VitestReport = JSON.parse(readFileSync(path, 'utf8'));
  const failures = report.testResults.flatMap((file) => {
    const tests = file.assertionResults.filter((test) => test.status === 'failed');
    const ownFault =
      file.status === 'failed' && tests.length === 0 ? [writeFailure(file.name, file.message)] : [];
    return [
      ...ownFault,
      ...tests.map((test) => writeFailure(`${file.name} › ${test.fullName}`, test.failureMessages[0])),
    ];
  });
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
  };
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: {
    ok: boolean;
    title: string;
    file: string;
    tests: { results: { error?: { message?: string } }[] }[];
  }[];
}

/** Reads Playwright's report; all zeros when there is none. */
export function readPlaywrightReport(path: string): Outcome {
  if (!existsSync(path)) return NOTHING;
  const { stats, suites, errors } = JSON.parse(readFileSync(path, 'utf8'));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: [
      ...suites.flatMap(listFailedSpecs),
      ...errors.map((error: { message?: string }) => writeFailure('outside the tests', error.message)),
    ],
  };
}

function listFailedSpecs(suite: PlaywrightSuite): string[] {
  const own = (suite.specs ?? [])
    .filter((spec) => !spec.ok)
    .map((spec) => {
      const error = spec.tests.flatMap((test) => test.results).find((result) => result.error)?.error;
      return writeFailure(`${spec.file} › ${spec.title}`, error?.message);
    });
  return [...own, ...(suite.suites ?? []).flatMap(listFailedSpecs)];
}

function writeFailure(name: string, error = 'without a message'): string {
  const lines = error.split('\n').slice(0, ERROR_LINES);
  return [name.replace(`${process.cwd()}/`, ''), ...lines.map((line) => `    ${line}`)].join('\n');
}
