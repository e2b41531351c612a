import { randomUUID } from 'node:crypto';
import { generateSync } from 'otplib';
import type { Act } from '@/lib/core/actor';
import { db, pool } from '@/lib/core/db';
import { readSessionCookie, writeSessionCookie } from '@/lib/core/session-cookie';
import { requestAdjustment } from '@/lib/desks/backoffice/adjustments/request-adjustment';
import { confirmBatch } from '@/lib/desks/backoffice/gifts/decide-batch';
import { readBatch } from '@/lib/desks/backoffice/gifts/read-batch';
import { openRequest } from '@/lib/desks/support/open-request';
import type { AdminRole } from '@/lib/generated/prisma/enums';
import { findViewer } from '@/lib/rooms/identity/find-viewer';
import { hashPassword } from '@/lib/rooms/identity/hash-password';
import { beginSecondFactor, confirmSecondFactor } from '@/lib/rooms/identity/second-factor/set-up';
import type { Viewer } from '@/lib/rooms/identity/viewer';
import { createUser } from '@/prisma/factories/create-user';
import { signIn } from '../access/request';

export const PASSWORD = 'lunar teapot violet staple';
const passwordHash = await hashPassword(PASSWORD);
const from = () => ({ address: 'set-up', requestId: randomUUID() });
export const newMail = () => `${randomUUID()}@audit.test`;

/** An admin who is signed in and has just shown who they are. */
export async function makeAdmin(adminRole: AdminRole = 'finance') {
  const { id: userId } = await createUser(db, { email: newMail(), role: 'admin', adminRole });
  const act = (): Act => ({ actorId: userId, ...from() });
  return { userId, act, cookie: await signIn(userId) };
}

/** Somebody with a password, signed in. */
export async function makePerson() {
  const email = newMail();
  const { id: userId } = await db.user.create({ data: { email, passwordHash, emailVerified: new Date() } });
  const cookie = await signIn(userId);
  return { email, userId, cookie, sessionId: readSessionCookie(cookie) ?? '' };
}

/** The code of this step, or of the next: both are taken, also if a step ends in between. */
export const codeOf = (secret: string, ahead: number) =>
  generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * ahead });

/** Somebody who has begun to set up a second factor. */
export async function makeBeginner() {
  const person = await makePerson();
  const viewer = (await findViewer(person.sessionId)) as Viewer;
  const { secret } = await beginSecondFactor(viewer);
  return { ...person, viewer, secret };
}

/** Somebody whose second factor is on; the code of an earlier step was taken. */
export async function makeGuarded() {
  const person = await makeBeginner();
  await confirmSecondFactor(person.viewer, codeOf(person.secret, -1), from());
  return person;
}

/** A session that waits for its code. */
export async function halfSession(userId: bigint): Promise<string> {
  const id = randomUUID();
  const expiresAt = new Date(Date.now() + 60_000);
  await db.session.create({ data: { id, userId, expiresAt, awaitsSecondFactor: true } });
  return writeSessionCookie(id);
}

/** A gift of this many dollars: below twenty it is given at once, above it waits for a second admin. */
export async function askForGift(walletId: bigint, dollars: bigint) {
  const admin = await makeAdmin();
  const asked = await requestAdjustment(
    {
      target: { kind: 'gift', walletId, accountId: null },
      amountMicros: dollars * 1_000_000n,
      giftExpiresAt: null,
      reason: 'goodwill',
      note: 'For the wait.',
      requestKey: randomUUID(),
      seenBalanceMicros: 0n,
      fileId: null,
    },
    admin.act(),
    'en',
  );
  return asked.id;
}

/** A file of gifts that was read: one line for a new reader. */
export async function makeBatch(dollars: number) {
  const admin = await makeAdmin();
  const reader = await createUser(db, { email: newMail() });
  const { email } = await db.user.findUniqueOrThrow({ where: { id: reader.id } });
  const text = new TextEncoder().encode(`${email},${dollars}\n`);
  const content = new Blob([text]).stream();
  const batchId = await readBatch(
    {
      requestKey: randomUUID(),
      fileName: 'gifts.csv',
      content: content as never,
      byteCount: text.byteLength,
    },
    admin.act(),
  );
  return { ...admin, batchId };
}

/** The same above the limit, confirmed: it waits for a second admin. */
export async function makeWaitingBatch() {
  const batch = await makeBatch(25);
  await confirmBatch({ batchId: batch.batchId, note: 'For the opening.' }, batch.act());
  return batch.batchId;
}

export async function askForHelp() {
  const { userId } = await makePerson();
  const words = { subject: 'A question', body: 'Why?', locale: 'en' as const, about: null };
  return openRequest({ userId, requestKey: randomUUID(), ...words });
}

export async function addJob(): Promise<bigint> {
  const { rows } = await pool.query(`SELECT id FROM graphile_worker.add_job('check-books')`);
  return BigInt(rows[0].id);
}

// What counts tries, and what migrations leave, is no change of an act.
const ASIDE = ['rate_limits', '_prisma_migrations'];

/** A fingerprint of every table, so a change that should have been undone shows. */
export async function fingerprint(): Promise<Record<string, string>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE (schemaname = 'public' AND tablename <> ALL ($1)) OR (schemaname = 'graphile_worker'
       AND tablename = '_private_jobs')`,
    [ASIDE],
  );
  const { rows } = await pool.query(
    tables
      .map(
        ({ name }) =>
          `SELECT '${name}' AS name, md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) AS rows
            FROM ${name} t`,
      )
      .join(' UNION ALL '),
  );
  return Object.fromEntries(rows.map((row) => [row.name, row.rows]));
}

/** The same without some tables. */
export const without = (all: Record<string, string>, tables: readonly string[]) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => !tables.includes(name.replace('public.', ''))));
