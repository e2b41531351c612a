import type { ClientBase } from 'pg';
import { DAY_MS } from '../../lib/core/time.ts';
import { at, insertRows, reserveIds } from './insert-rows.ts';
import { idOf } from './number-year.ts';
import { TOWN_HOSTS } from './people.ts';
import { keyOf } from './processor-steps.ts';
import type { Work } from './town-at-work.ts';
import type { Span } from './types.ts';

/** Two who work in the back office, so that a second admin can have asked for what the first one decides. */
export async function hireStaff(client: ClientBase, { fromMs }: Span): Promise<Work['staff']> {
  const finance = await reserveIds(client, 'users', 2);
  const support = finance + 1n;
  const person = (id: bigint, name: string, admin_role: 'finance' | 'support') => ({
    ...{ id, name, admin_role, role: 'admin', locale: 'en', time_zone: 'UTC', processor_customer_ref: null },
    email: `${name.toLowerCase().replace(' ', '.')}@${TOWN_HOSTS[0]}`,
    email_verified: at(fromMs),
    created_at: at(fromMs),
  });
  await insertRows(client, 'users', [
    person(finance, 'Juniper Ledgerwood', 'finance'),
    person(support, 'Otis Kindly', 'support'),
  ]);
  return { finance, support };
}

export async function writePeople({ client, year, numbers, answers }: Work): Promise<void> {
  const newcomers = year.readers.filter(({ isDemo }) => !isDemo);
  await insertRows(
    client,
    'users',
    newcomers.map((reader) => {
      const { person, joinedMs } = reader;
      const id = idOf(numbers.users, reader);
      return {
        ...{ id, email: person.email, name: person.name, role: 'reader', admin_role: null },
        ...{ locale: person.locale, time_zone: person.timeZone },
        email_verified: at(joinedMs),
        created_at: at(joinedMs),
        processor_customer_ref: answers.customers.get(keyOf(id)) ?? null,
      };
    }),
  );
  await datePeople(client, year.span);
  for (const reader of year.readers.filter(({ isDemo }) => isDemo)) {
    const id = idOf(numbers.users, reader);
    await client.query(
      `UPDATE users SET created_at = $2, processor_customer_ref = coalesce(processor_customer_ref, $3)
       WHERE id = $1`,
      [id, at(reader.joinedMs), answers.customers.get(keyOf(id)) ?? null],
    );
  }
}

/** The seed's people have been here longer than their first piece and their first sale. */
async function datePeople(client: ClientBase, { fromMs }: Span): Promise<void> {
  const { rows } = await client.query<{ first: Date | null }>('SELECT min(published_at) AS first FROM items');
  const before = at(Math.min(fromMs, rows[0]?.first?.getTime() ?? fromMs) - DAY_MS);
  await client.query(
    `UPDATE users u SET created_at = $1 WHERE created_at > $1
      AND (u.role = 'admin' OR EXISTS (SELECT FROM creators c WHERE c.user_id = u.id))
      AND split_part(email, '@', 2) <> ALL ($2)`,
    [before, TOWN_HOSTS],
  );
  await client.query('UPDATE creators SET created_at = $1 WHERE created_at > $1', [before]);
}
