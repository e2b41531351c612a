import type { OutboxOutcome } from '../../generated/prisma/enums';
import { db } from '../db';
import { log } from '../log';
import { MINUTE_MS } from '../time';
import { BATCH, type ClaimedMessage, claim } from './claim';

const LONGEST_PAUSE_MINUTES = 360;
const ERROR_LENGTH = 500;

interface Sender {
  /** Which messages it knows how to send; others stay for others. */
  kinds: readonly string[];
  /** After so long a message is worth nothing any more. */
  lifeMinutes(kind: string): number;
  /** Sends one message, or says why it need not go. What it throws is tried again later. */
  send(message: ClaimedMessage): Promise<Exclude<OutboxOutcome, 'given_up'>>;
}

/**
 * Sends the messages that are due, at least once each: a process that dies after the send and before the mark
 * leaves a lease that runs out, and the message goes again. Safe to run in several processes. One that fails
 * waits, longer each time, and is given up when its life is over. Resolves to how many were sent.
 */
export async function deliverOutbox(sender: Sender, now?: Date): Promise<number> {
  let sent = 0;
  for (;;) {
    const messages = await claim(sender.kinds, now);
    for (const message of messages) if (await handle(sender, message, now ?? new Date())) sent += 1;
    if (messages.length < BATCH) return sent;
  }
}

async function handle(sender: Sender, message: ClaimedMessage, now: Date): Promise<boolean> {
  const { id, kind, attempts } = message;
  const over = new Date(message.createdAt.getTime() + sender.lifeMinutes(kind) * MINUTE_MS);
  if (now > over) {
    await giveUp(message, now);
    return false;
  }
  try {
    const outcome = await sender.send(message);
    await end(id, { outcome, endedAt: now, address: null });
    return outcome === 'sent';
  } catch (error) {
    const lastError = (error instanceof Error ? error.message : String(error)).slice(0, ERROR_LENGTH);
    const pause = Math.min(2 ** (attempts - 1), LONGEST_PAUSE_MINUTES);
    const dueAt = new Date(now.getTime() + pause * MINUTE_MS);
    log.warn({ message: id, kind, attempts, err: error }, 'a message could not be sent');
    if (dueAt > over) await giveUp(message, now, lastError);
    // Unless the lease ran out meanwhile, and the message is another's.
    else
      await db.outboxMessage.updateMany({
        where: { id, attempts, endedAt: null },
        data: { dueAt, lastError },
      });
    return false;
  }
}

async function giveUp(
  { id, kind, attempts }: ClaimedMessage,
  endedAt: Date,
  lastError?: string,
): Promise<void> {
  log.error({ message: id, kind, attempts }, 'a message was given up');
  await end(id, { outcome: 'given_up', endedAt, lastError });
}

interface End {
  outcome: OutboxOutcome;
  endedAt: Date;
  address?: null;
  lastError?: string;
}

async function end(id: bigint, facts: End): Promise<void> {
  await db.outboxMessage.updateMany({ where: { id, endedAt: null }, data: { ...facts, sealed: null } });
}
