import { existsSync, readFileSync } from 'node:fs';

export interface TimedTest {
  /** Its file and its title. */
  name: string;
  seconds: number;
}

/** What one runner's JSON report says. */
export interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
  /** A few lines for each failed test: its file and name, and how it failed. */
  failures: string[];
  tests: TimedTest[];
}

const NOTHING: Outcome = { passed: 0, failed: 0, skipped: 0, failures: [], tests: [] };
const ERROR_LINES = 12;

/** The tests that took longest, slowest first, a line each. */
export function listSlowest(tests: TimedTest[], count: number): string[] {
  return tests
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, count)
    .map(({ name, seconds }) => `${seconds.toFixed(1).padStart(6)} s  ${name}`);
}

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
    assertionResults: {
      status: string;
      fullName: string;
      duration?: number | null;
      failureMessages: string[];
    }[];
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
      ...tests.map((test) => writeFailure(nameTest(file.name, test.fullName), test.failureMessages[0])),
    ];
  });
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    failures,
    tests: report.testResults.flatMap((file) =>
      file.assertionResults.map(({ fullName, duration }) => ({
        name: nameTest(file.name, fullName),
        seconds: (duration ?? 0) / 1000,
      })),
    ),
  };
}

interface PlaywrightSpec {
  ok: boolean;
  title: string;
  file: string;
  tests: { results: { duration: number; error?: { message?: string } }[] }[];
}

interface PlaywrightSuite {
  suites?: PlaywrightSuite[];
  specs?: PlaywrightSpec[];
}

/** Reads Playwright's report; all zeros when there is none. */
export function readPlaywrightReport(path: string): Outcome {
  if (!existsSync(path)) return NOTHING;
  const { stats, suites, errors } = JSON.parse(readFileSync(path, 'utf8'));
  const specs: PlaywrightSpec[] = suites.flatMap(listSpecs);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    failures: [
      ...specs.filter((spec) => !spec.ok).map(writeFailedSpec),
      ...errors.map((error: { message?: string }) => writeFailure('outside the tests', error.message)),
    ],
    tests: specs.map((spec) => ({
      name: nameTest(spec.file, spec.title),
      seconds: resultsOf(spec).reduce((sum, { duration }) => sum + duration, 0) / 1000,
    })),
  };
}

function listSpecs(suite: PlaywrightSuite): PlaywrightSpec[] {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(listSpecs)];
}

const resultsOf = (spec: PlaywrightSpec) => spec.tests.flatMap((test) => test.results);

function writeFailedSpec(spec: PlaywrightSpec): string {
  const error = resultsOf(spec).find((result) => result.error)?.error;
  return writeFailure(nameTest(spec.file, spec.title), error?.message);
}

function writeFailure(name: string, error = 'without a message'): string {
  const lines = error.split('\n').slice(0, ERROR_LINES);
  return [name.replace(`${process.cwd()}/`, ''), ...lines.map((line) => `    ${line}`)].join('\n');
}

function nameTest(file: string, title: string): string {
  return `${file.replace(`${process.cwd()}/`, '')} › ${title}`;
}
