import 'server-only';
import { db } from '@/lib/core/db';
import { env } from '@/lib/core/env';
import type { ClaimedMessage } from '@/lib/core/outbox/claim';
import { deliverOutbox } from '@/lib/core/outbox/deliver';
import type { OutboxKind } from '@/lib/core/outbox/kinds';
import type { OutboxOutcome } from '@/lib/generated/prisma/enums';
import { mailIsAvailable, sendMail } from '@/lib/ground/mail';
import { type LetterKind, personOf } from './letter';
import { LETTER_KINDS } from './letter-kinds';
import { isOptionalKind } from './unsubscribe-token';

const ALL = Object.keys(LETTER_KINDS) as OutboxKind[];
const PROMPT = ALL.filter((kind) => LETTER_KINDS[kind].isPrompt);

/** Sends the mails that are due; see deliverOutbox. Safe in several processes. Returns how many were sent. */
export function sendMails(now?: Date): Promise<number> {
  return sendKinds(ALL, now);
}

/** The same for those that somebody waits for. */
export function sendPromptMails(): Promise<number> {
  return sendKinds(PROMPT);
}

async function sendKinds(kinds: OutboxKind[], now?: Date): Promise<number> {
  if (!mailIsAvailable()) return 0;
  return deliverOutbox({ kinds, lifeMinutes: (kind) => letterKind(kind).lifeMinutes, send }, now);
}

async function send(message: ClaimedMessage): Promise<Exclude<OutboxOutcome, 'given_up'>> {
  const kind = letterKind(message.kind);
  const user = await findRecipient(message);
  if (user && (await isRefused(user.id, message.kind))) return 'opted_out';
  if (kind.needsProof && !user?.emailVerified) return 'unverified';
  const to = user?.email ?? message.address;
  const person = user && personOf(user);
  const letter = to === null ? null : await kind.compose({ message, payload: message.payload, person });
  if (!letter || to === null) return 'nothing_to_say';
  // The same at every try, so that mail programs show a repeat once.
  const messageId = `<mail-${message.id}@${new URL(env.NEXTAUTH_URL).hostname}>`;
  await sendMail({ ...letter, to, messageId });
  return 'sent';
}

/** Of messages we only know that what is claimed is one of ours: each payload was written for its kind. */
function letterKind(kind: string): Omit<LetterKind<OutboxKind>, 'compose'> & {
  compose(given: object): ReturnType<LetterKind<OutboxKind>['compose']>;
} {
  return LETTER_KINDS[kind as OutboxKind] as ReturnType<typeof letterKind>;
}

/** Null: nobody has an account with the address. */
function findRecipient({ userId, address }: ClaimedMessage) {
  return db.user.findUnique({
    where: userId === null ? { email: address ?? '' } : { id: userId },
    select: { id: true, email: true, emailVerified: true, locale: true, timeZone: true },
  });
}

async function isRefused(userId: bigint, kind: string): Promise<boolean> {
  return isOptionalKind(kind) && (await db.mailOptOut.count({ where: { userId, kind } })) > 0;
}
