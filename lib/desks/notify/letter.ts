import { env } from '@/lib/core/env';
import { isLocale, type Locale } from '@/lib/core/i18n/locales';
import type { ClaimedMessage } from '@/lib/core/outbox/claim';
import type { OutboxKind, OutboxPayloads } from '@/lib/core/outbox/kinds';
import type { Mail } from '@/lib/ground/mail';

/** A mail without what the sender adds. */
export type Letter = Omit<Mail, 'to' | 'messageId'>;

/** A person a letter goes to. */
export interface Person {
  userId: bigint;
  locale: Locale | null;
  /** In which the days of their letters are. */
  timeZone: string;
}

/** One kind of mail. */
export interface LetterKind<K extends OutboxKind> {
  /** After so long it is worth nothing any more. */
  lifeMinutes: number;
  /** Somebody sits before the screen and waits for it. */
  isPrompt?: true;
  /** Goes to confirmed addresses alone: another may be a stranger's. */
  needsProof?: true;
  /** Looks up what there is to say; null: nothing (any more). `person` is null without an account. */
  compose(letter: Composing<K>): Letter | null | Promise<Letter | null>;
}

export interface Composing<K extends OutboxKind> {
  message: ClaimedMessage;
  payload: OutboxPayloads[K];
  person: Person | null;
}

/** As it stands in the row of a user. */
export function personOf(row: { id: bigint; locale: string | null; timeZone: string | null }): Person {
  return {
    userId: row.id,
    locale: isLocale(row.locale) ? row.locale : null,
    timeZone: row.timeZone ?? env.SITE_TIME_ZONE,
  };
}
