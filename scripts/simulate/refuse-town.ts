import type { ClientBase } from 'pg';
import { listDemoCreators } from '../../prisma/list-content.ts';
import { refuseProduction } from '../lib/refuse-production.ts';
import { TOWN_HOSTS } from './people.ts';

/** The town may not be here; nothing was changed. */
export class TownRefused extends Error {}

const SIGN_INS = ['reader@example.com', 'admin@example.com'];

/**
 * Throws where a town has no business to be: on a real platform, in a database with people of its own, or in
 * books that hold something already. Resolves to whether the town is here.
 */
export async function refuseTown(client: ClientBase): Promise<'absent' | 'there'> {
  refuseProduction('The simulated town');
  const { rows } = await client.query<{ town: boolean; strangers: boolean; transfers: boolean }>(
    `SELECT bool_or(host = ANY ($1)) AS town, bool_or(host <> ALL ($1) AND email <> ALL ($2)) AS strangers,
       EXISTS (SELECT FROM transfers) AS transfers
     FROM (SELECT email, split_part(email, '@', 2) AS host FROM users) people`,
    [TOWN_HOSTS, [...SIGN_INS, ...listDemoCreators().map(({ email }) => email)]],
  );
  const [found] = rows;
  if (found?.town) return 'there';
  if (found?.strangers)
    throw new TownRefused(
      'The simulated town stays out: this database holds people of its own. Nothing was changed.',
    );
  if (found?.transfers)
    throw new TownRefused(
      'The simulated town stays out: money has moved in this database. Nothing was changed.',
    );
  return 'absent';
}
