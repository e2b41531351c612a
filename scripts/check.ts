import { runStage } from './lib/stages.ts';
import { STATIC_CHECKS } from './lib/static-checks.ts';

// The checks of a minute: what to run before each commit.
const results = await Promise.all(STATIC_CHECKS.map((check) => runStage(check.name, check.run)));
process.exitCode = results.every((result) => result.ok) ? 0 : 1;
