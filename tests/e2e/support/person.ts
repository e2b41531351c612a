import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { toDecimalString } from '../../../lib/core/money.ts';
import { keepSession } from './keep-session.ts';
import { confirmSignUp } from './mailbox.ts';
import { sql } from './sql.ts';
import { visit } from './visit.ts';

export interface Person {
  id: bigint;
  email: string;
}

/** A new reader, signed in on this page's context: a user row, a session row, a signed cookie. */
export async function signInAsNewReader(page: Page): Promise<Person> {
  const email = `reader-${randomUUID()}@example.com`;
  const [user] = await sql<{ id: string }>(
    `INSERT INTO users (email, name, email_verified) VALUES ($1, 'Test Reader', now()) RETURNING id`,
    [email],
  );
  const id = BigInt(user?.id ?? 0);
  const sessionId = randomUUID();
  await sql(`INSERT INTO sessions (id, user_id, expires_at) VALUES ($1, $2, now() + interval '1 hour')`, [
    sessionId,
    id,
  ]);
  await keepSession(page, sessionId);
  return { id, email };
}

/** A new reader who signed up by the form, with a password, and followed the mailed link. */
export async function signUpAsNewReader(page: Page): Promise<Person & { password: string }> {
  const email = `reader-${randomUUID()}@example.com`;
  const password = 'copper wren lantern sideways';
  await visit(page, '/sign-up');
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await confirmSignUp(page, email);
  await page.getByRole('link', { name: 'Wallet: $0.00' }).waitFor();
  return { ...(await findPerson(email)), password };
}

/** The person who signed up with this address. */
export async function findPerson(email: string): Promise<Person> {
  const [user] = await sql<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]);
  if (!user) throw new Error(`Nobody signed up as ${email}.`);
  return { id: BigInt(user.id), email };
}

/** Puts paid money into a person's wallet as a top-up would, without a card. */
export async function giveMoney(person: Person, micros: bigint): Promise<void> {
  const [wallet] = await sql<{ id: string }>(`SELECT id FROM open_wallet($1, 'usd', 'UTC')`, [person.id]);
  const [topUp] = await sql<{ id: string }>(
    `INSERT INTO top_ups (wallet_id, request_key, amount_micros, status, paid_at, expires_at, fee_micros)
     VALUES ($1, gen_random_uuid(), $2, 'paid', now(), now(), 0) RETURNING id`,
    [wallet?.id, micros],
  );
  await sql('SELECT post_top_up($1, $2, $3)', [topUp?.id, wallet?.id, micros]);
}

/** What the person can spend, in micros, and their live unlocks: from the database, not the page. */
export async function readBooks(person: Person): Promise<{ balanceMicros: bigint; unlocks: number }> {
  const [row] = await sql<{ balance: string; unlocks: string }>(
    `SELECT (SELECT coalesce(sum(l.balance_micros), 0) FROM lots l JOIN wallets w ON w.id = l.wallet_id
      WHERE w.user_id = $1) AS balance,
            (SELECT count(*) FROM unlocks WHERE reader_id = $1 AND refunded_at IS NULL) AS unlocks`,
    [person.id],
  );
  return { balanceMicros: BigInt(row?.balance ?? 0), unlocks: Number(row?.unlocks ?? 0) };
}

/** The states of the person's top-ups, in the order they were begun. */
export async function readTopUps(person: Person): Promise<string[]> {
  const rows = await sql<{ status: string }>(
    `SELECT t.status FROM top_ups t JOIN wallets w ON w.id = t.wallet_id WHERE w.user_id = $1 ORDER BY t.id`,
    [person.id],
  );
  return rows.map(({ status }) => status);
}

/** The person's lines in the ledger, newest first, with the balance after each, as decimal dollars. */
export async function readStatement(person: Person) {
  const rows = await sql<{ kind: string; ref: string; signed: string }>(
    `SELECT t.kind, t.ref, sum(CASE WHEN l.account_id = t.credit_account_id THEN 1
      ELSE -1 END * t.amount_micros) AS signed
     FROM transfers t
     JOIN lots l ON l.account_id IN (t.debit_account_id, t.credit_account_id)
     JOIN wallets w ON w.id = l.wallet_id
     WHERE w.user_id = $1 GROUP BY t.kind, t.ref, t.created_at ORDER BY t.created_at`,
    [person.id],
  );
  let balanceMicros = 0n;
  const lines = rows.map(({ kind, ref, signed }) => {
    balanceMicros += BigInt(signed);
    const [amount, balance] = [BigInt(signed), balanceMicros].map((micros) => toDecimalString(micros, 'usd'));
    return { kind, ref, amount, currency: 'USD', balance };
  });
  return lines.reverse();
}
