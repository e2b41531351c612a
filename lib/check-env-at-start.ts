import { listEnvFaults } from './env';

/** Ends the process with one clear line per fault of the environment, before it serves anything. */
export function checkEnvAtStart(): void {
  const faults = listEnvFaults();
  if (faults.length === 0) return;
  console.error(
    ['Farthing cannot start. The environment is incomplete:', ...faults.map((f) => `  ${f}`)].join('\n'),
  );
  console.error('Every variable is described in .env.example.');
  process.exit(1);
}
