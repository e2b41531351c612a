import pg from 'pg';
import { env } from '../../lib/core/env.ts';
import { finishTown } from './finish-town.ts';
import { refuseTown } from './refuse-town.ts';
import { type TownOptions, type Written, writeTown } from './write-town.ts';

export const DEFAULT_TOWN = { seed: 'farthing', readers: 400, days: 365 };

/**
 * Builds a town on a database that is migrated and seeded, and on the sandbox at STRIPE_API_BASE: readers,
 * creators and their money up to last midnight (UTC). All of it is there or none. Resolves to whether it was
 * made now; throws `TownRefused` where it does not belong.
 */
export async function buildTown(options: TownOptions): Promise<boolean> {
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  let written: Written;
  try {
    await client.query('BEGIN');
    if ((await refuseTown(client)) === 'there') return false;
    if (!env.STRIPE_API_BASE)
      throw new Error('The simulated town needs the Stripe sandbox (STRIPE_API_BASE).');
    written = await writeTown(client, options, env.STRIPE_API_BASE);
    await client.query('COMMIT');
  } finally {
    // What was not committed is gone with the connection.
    await client.end();
  }
  await finishTown({ ...written, now: options.now, currency: env.WALLET_CURRENCY });
  return true;
}
