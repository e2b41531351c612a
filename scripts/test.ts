import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from './lib/build-app.ts';
import { onEnd } from './lib/on-end.ts';
import { runProgram, stopPrograms } from './lib/processes.ts';
import { runStage, type StageResult } from './lib/stages.ts';
import { STATIC_CHECKS } from './lib/static-checks.ts';
import { listSlowest, readPlaywrightReport, readVitestReport } from './lib/test-reports.ts';

const OUT = join('.data', 'test');
const VITEST_REPORT = join(OUT, 'vitest.json');
const PLAYWRIGHT_REPORT = join(OUT, 'playwright.json');
const DIST = '.next-test';
const SLOWEST = 20;

/** Everything a reviewer would run, and at the end one line with the numbers of tests. */
async function test(): Promise<void> {
  const began = Date.now();
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const results: StageResult[] = [];

  // Two cores: the build beside the checks, then the tests that start servers one after the other.
  const [build, ...checks] = await Promise.all([
    runStage('production build', () => buildApp(DIST)),
    ...STATIC_CHECKS.map((check) => runStage(check.name, check.run)),
  ]);
  results.push(build, ...checks);
  results.push(
    await runStage('unit and integration tests', () =>
      runProgram('vitest', [
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${VITEST_REPORT}`,
      ]),
    ),
  );
  if (build.ok) {
    results.push(
      await runStage('browser tests', () =>
        runProgram('playwright', ['test', '--config', 'tests/e2e/playwright.config.ts'], {
          env: {
            FARTHING_DIST_DIR: DIST,
            PLAYWRIGHT_JSON_OUTPUT_FILE: join(process.cwd(), PLAYWRIGHT_REPORT),
          },
        }),
      ),
    );
  }
  summarise(results, (Date.now() - began) / 1000);
}

function summarise(results: StageResult[], seconds: number): void {
  const outcomes = [readVitestReport(VITEST_REPORT), readPlaywrightReport(PLAYWRIGHT_REPORT)];
  const sum = (key: 'passed' | 'failed' | 'skipped') =>
    outcomes.reduce((total, outcome) => total + outcome[key], 0);
  const broken = results.filter((result) => !result.ok).map((result) => result.name);
  const tests = outcomes.flatMap((outcome) => outcome.tests);
  process.stdout.write(`\nThe slowest tests:\n${listSlowest(tests, SLOWEST).join('\n')}\n`);
  // Last, where the end of a long log shows it.
  for (const failure of outcomes.flatMap((outcome) => outcome.failures)) {
    process.stdout.write(`\n✗ ${failure}\n`);
  }
  process.stdout.write(
    `\n${seconds.toFixed(0)} s in all. ` +
      `${broken.length > 0 ? `Failed: ${broken.join(', ')}.` : 'Every check passed.'}\n`,
  );
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`);
  // A run in which nothing ran is no success.
  process.exitCode =
    broken.length === 0 && sum('failed') === 0 && outcomes.every((outcome) => outcome.passed > 0) ? 0 : 1;
}

onEnd(() => {
  stopPrograms();
  process.exit(130);
});
await test();
