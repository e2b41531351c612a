import { measureCode } from './code-figures.ts';
import { runProgram } from './processes.ts';

export interface Check {
  name: string;
  run: () => Promise<string>;
}

const quiet = { quiet: true };

/** What is checked without running the product. */
export const STATIC_CHECKS: Check[] = [
  { name: 'figures of the code', run: async () => checkFigures() },
  {
    name: 'types and promises',
    run: async () => {
      await runProgram('next', ['typegen'], { ...quiet, env: { NEXT_TELEMETRY_DISABLED: '1' } });
      return runProgram('tsx', ['scripts/check-types.ts'], quiet);
    },
  },
  {
    name: 'format and lint',
    run: () => runProgram('biome', ['ci', '--colors=off', '--error-on-warnings', '.'], quiet),
  },
  {
    name: 'import boundaries',
    run: () => runProgram('tsx', ['scripts/boundaries.ts'], quiet),
  },
  {
    name: 'nothing unused',
    run: () => runProgram('knip', ['--config', 'scripts/knip.json', '--no-config-hints'], quiet),
  },
  { name: 'schema format', run: () => runProgram('prisma', ['format', '--check'], quiet) },
];

function checkFigures(): string {
  const { summary, faults } = measureCode();
  process.stdout.write(`${summary}\n`);
  if (faults.length > 0)
    throw new Error(faults.map(({ file, line, what }) => `${file}:${line} ${what}`).join('\n'));
  return summary;
}
