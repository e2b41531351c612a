import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { type ClaimedMessage, claim, secretOf } from '@/lib/core/outbox/claim';
import { deliverOutbox } from '@/lib/core/outbox/deliver';
import { enqueue } from '@/lib/core/outbox/enqueue';
import { listUndelivered } from '@/lib/desks/backoffice/jobs/list-undelivered';
import { sendMails } from '@/lib/desks/notify/send-mails';
import { makeReader } from '../admin/world';

const MINUTE_MS = 60_000;
const later = (minutes: number) => new Date(Date.now() + minutes * MINUTE_MS);
const newAddress = () => `${randomUUID()}@example.com`;
const LINK = 'http://localhost:3000/sign-in/link?token=let-me-in';

/** A mail with a link, to an address of its own. */
async function enqueueLink(address = newAddress()): Promise<{ id: bigint; address: string }> {
  await enqueue(db, {
    kind: 'sign_in_link',
    to: { address },
    payload: { locale: 'en', letter: 'sign_in' },
    secret: LINK,
  });
  const { id } = await db.outboxMessage.findFirstOrThrow({ where: { address } });
  return { id, address };
}

const rowOf = (id: bigint) => db.outboxMessage.findUniqueOrThrow({ where: { id } });
const mailsTo = (recipient: string) => db.localMail.count({ where: { recipient } });

/** Sends sign-in links by `send` alone; no other test's messages are left waiting by then. */
const deliverLinks = (send: (message: ClaimedMessage) => Promise<void>, now?: Date, lifeMinutes = 30) =>
  deliverOutbox(
    {
      kinds: ['sign_in_link'],
      lifeMinutes: () => lifeMinutes,
      send: async (message) => {
        await send(message);
        return 'sent';
      },
    },
    now,
  );

test('a message is written with the transaction that it belongs to, or not at all', async () => {
  const { userId } = await makeReader();
  const write = (fails: boolean) =>
    db.$transaction(async (tx) => {
      await tx.user.update({ where: { id: userId }, data: { name: 'Changed' } });
      await enqueue(tx, { kind: 'password_changed', to: { userId }, payload: { locale: 'en' } });
      if (fails) throw new Error('rolled back');
    });
  await expect(write(true)).rejects.toThrow('rolled back');
  expect(await db.outboxMessage.count({ where: { userId } })).toBe(0);
  await write(false);
  expect(await db.outboxMessage.count({ where: { userId } })).toBe(1);
  await sendMails();
});

test('one event is one message, however often and by however many it is written down', async () => {
  const { userId } = await makeReader();
  const message = { kind: 'payout_sent', to: { userId }, payload: { payoutId: '1' }, eventKey: '1' } as const;
  const news = await Promise.all(Array.from({ length: 8 }, () => enqueue(db, message)));
  expect(news.filter(Boolean)).toHaveLength(1);
  expect(await enqueue(db, message)).toBe(false);
  expect(await enqueue(db, { ...message, kind: 'payout_failed' })).toBe(true);
  expect(await db.outboxMessage.count({ where: { userId } })).toBe(2);
});

test('the secret is sealed while it waits, opens for its own message, and goes with the mail', async () => {
  const { id, address } = await enqueueLink();
  const other = await enqueueLink();
  const { rows } = await pool.query('SELECT to_jsonb(o)::text AS row FROM outbox o WHERE id = $1', [id]);
  expect(rows[0].row).not.toContain('let-me-in');
  await pool.query('UPDATE outbox SET sealed = (SELECT sealed FROM outbox WHERE id = $1) WHERE id = $2', [
    id,
    other.id,
  ]);
  await sendMails();
  expect(await mailsTo(address)).toBe(1);
  expect(await rowOf(id)).toMatchObject({ outcome: 'sent', sealed: null, address: null });
  // What was sealed for one address is not mailed to another.
  expect(await mailsTo(other.address)).toBe(0);
  expect((await rowOf(other.id)).lastError).toContain('does not open');
  await sendMails(later(40));
});

test('twenty senders at once send each message once', async () => {
  const links = await Promise.all(Array.from({ length: 35 }, () => enqueueLink()));
  const sent = await Promise.all(Array.from({ length: 20 }, () => sendMails()));
  expect(sent.reduce((all, one) => all + one, 0)).toBe(35);
  for (const { address } of links) expect(await mailsTo(address)).toBe(1);
});

test('what fails waits longer each time; given up it is seen, without its secret', async () => {
  const { id, address } = await enqueueLink();
  const began = Date.now();
  const tries: number[] = [];
  for (let minute = 0; minute < 40; minute += 1)
    await deliverLinks(
      () => {
        tries.push(minute);
        return Promise.reject(new Error('the server is away'));
      },
      new Date(began + minute * MINUTE_MS + 1_000),
    );
  expect(tries).toEqual([0, 1, 3, 7, 15]);
  expect(await rowOf(id)).toMatchObject({ outcome: 'given_up', attempts: 5, sealed: null, address });
  const seen = (await listUndelivered()).find((mail) => mail.id === id);
  expect(seen).toMatchObject({ isGivenUp: true, address, lastError: 'the server is away' });
  await sendMails(later(60));
  expect(await mailsTo(address)).toBe(0);
});

test('what is tried again is seen, too, until it is out', async () => {
  const { id } = await enqueueLink();
  await deliverLinks(() => Promise.reject(new Error('not now')));
  expect((await listUndelivered()).find((mail) => mail.id === id)).toMatchObject({ isGivenUp: false });
  await sendMails(later(2));
  expect((await listUndelivered()).some((mail) => mail.id === id)).toBe(false);
});

test('a message that nobody sent in time is not sent any more', async () => {
  const { id, address } = await enqueueLink();
  await sendMails(later(31));
  expect(await rowOf(id)).toMatchObject({ outcome: 'given_up', attempts: 1 });
  expect(await mailsTo(address)).toBe(0);
});

test('a sender whose lease ran out leaves what another has taken over alone', async () => {
  const { id } = await enqueueLink();
  await deliverLinks(async () => {
    // It takes so long that a second one comes and sends it.
    await deliverLinks(async () => {}, later(16));
    throw new Error('too late');
  });
  expect(await rowOf(id)).toMatchObject({ outcome: 'sent', attempts: 2, lastError: null });
  const other = await enqueueLink();
  let takenOver: Date | undefined;
  await deliverLinks(async () => {
    await claim(['sign_in_link'], later(16));
    takenOver = (await rowOf(other.id)).dueAt;
    throw new Error('too late');
  });
  expect(await rowOf(other.id)).toMatchObject({ endedAt: null, dueAt: takenOver, lastError: null });
  await sendMails(later(32));
});

test('messages of a kind that a sender does not know stay for one that does', async () => {
  const { userId } = await makeReader();
  await pool.query(`INSERT INTO outbox (kind, user_id) VALUES ('webhook', $1)`, [userId]);
  await sendMails();
  const row = await db.outboxMessage.findFirstOrThrow({ where: { kind: 'webhook' } });
  expect(row).toMatchObject({ attempts: 0, endedAt: null });
  await db.outboxMessage.delete({ where: { id: row.id } });
});

test('the database keeps no secret of what has ended, and no message without a recipient', async () => {
  const { id } = await enqueueLink();
  const change = (set: string) => pool.query(`UPDATE outbox SET ${set} WHERE id = $1`, [id]);
  await expect(change(`ended_at = now(), outcome = 'sent'`)).rejects.toThrow('outbox_sealed_check');
  await expect(change('address = NULL')).rejects.toThrow('outbox_recipient_check');
  await expect(change('ended_at = now(), sealed = NULL')).rejects.toThrow('outbox_ended_check');
  const [message] = await claim(['sign_in_link']);
  expect(secretOf(message as ClaimedMessage)).toBe(LINK);
});
