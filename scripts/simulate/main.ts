import { parseArgs } from 'node:util';
import { disconnect } from '../../lib/core/db.ts';
import { TownRefused } from './refuse-town.ts';
import { buildTown, DEFAULT_TOWN } from './town.ts';

// Builds the town on DATABASE_URL and STRIPE_API_BASE. `--or-leave`: a refusal is said and is no error.
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: DEFAULT_TOWN.seed },
    readers: { type: 'string', default: String(DEFAULT_TOWN.readers) },
    days: { type: 'string', default: String(DEFAULT_TOWN.days) },
    'or-leave': { type: 'boolean', default: false },
  },
});

try {
  const made = await buildTown({
    seed: values.seed,
    readers: Number(values.readers),
    days: Number(values.days),
    now: new Date(),
  });
  process.stdout.write(made ? 'The town is built.\n' : 'The town is here already.\n');
} catch (error) {
  const isRefusal = error instanceof TownRefused;
  process.stderr.write(`${isRefusal ? error.message : error instanceof Error ? error.stack : error}\n`);
  if (!isRefusal || !values['or-leave']) process.exitCode = 1;
} finally {
  await disconnect();
}
