import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { hashPassword } from '../../../lib/rooms/identity/hash-password.ts';
import { keepSession } from './keep-session.ts';
import type { Person } from './person.ts';
import { sql } from './sql.ts';

export const ADMIN_PASSWORD = 'copper wren lantern sideways';

/** A new admin of this role with a password, signed in; `proved` minutes ago by a proof. */
export async function signInAsNewAdmin(
  page: Page,
  role: 'support' | 'finance' | 'owner',
  provedMinutesAgo = 0,
): Promise<Person> {
  const email = `${role}-${randomUUID()}@example.com`;
  const [user] = await sql<{ id: string }>(
    `INSERT INTO users (email, name, email_verified, role, admin_role, password_hash)
      VALUES ($1, 'Test Admin', now(), 'admin', $2, $3) RETURNING id`,
    [email, role, await hashPassword(ADMIN_PASSWORD)],
  );
  const sessionId = randomUUID();
  await sql(
    `INSERT INTO sessions (id, user_id, expires_at, proved_at)
      VALUES ($1, $2, now() + interval '1 hour', now() - make_interval(mins => $3))`,
    [sessionId, user?.id, provedMinutesAgo],
  );
  await keepSession(page, sessionId);
  return { id: BigInt(user?.id ?? 0), email };
}

/** A reader with a wallet, who is not signed in anywhere. */
export async function makeReader(): Promise<Person> {
  const email = `reader-${randomUUID()}@example.com`;
  const [user] = await sql<{ id: string }>(
    `INSERT INTO users (email, name, email_verified) VALUES ($1, 'Test Reader', now()) RETURNING id`,
    [email],
  );
  await sql(`SELECT open_wallet($1, 'usd', 'UTC')`, [user?.id]);
  return { id: BigInt(user?.id ?? 0), email };
}

/** A small but real PDF. */
export const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
