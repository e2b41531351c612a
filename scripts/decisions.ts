import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DECISIONS, readDecisions, writeIndex } from './lib/decisions.ts';

writeFileSync(join(DECISIONS, 'README.md'), writeIndex(readDecisions()));
