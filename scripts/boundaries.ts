import { findFaults } from './boundaries/find-faults.ts';

/** Who may import whom and what may stand where: docs/architecture.md says it in words. */
const faults = await findFaults(process.cwd(), 'tsconfig.json');
for (const { file, rule, sentence } of faults) process.stdout.write(`${file}  ${rule}\n    ${sentence}\n`);
process.stdout.write(
  faults.length > 0
    ? `${faults.length} breaches of the house's rules.\n`
    : 'Every import goes down and by a door.\n',
);
process.exitCode = faults.length > 0 ? 1 : 0;
