import 'server-only';
import { db, type Tx } from '@/lib/core/db';
import { DomainError, type ErrorCode } from '@/lib/core/errors';
import { formatMoney } from '@/lib/core/money';
import {
  getUnlock,
  judgeReversal,
  type ReversalInput,
  type ReversalStatus,
  reverseUnlock,
} from '@/lib/ground/ledger';

type Refusal = Exclude<ReversalStatus, 'reversed' | 'second_admin_needed'>;

const CODES: Record<Refusal, ErrorCode> = {
  already_refunded: 'already_refunded',
  not_found: 'not_found',
  own_account: 'own_account',
  changed: 'balance_changed',
  creator_short: 'creator_short',
};

interface PostedReversal {
  amountMicros: bigint;
  /** For the audit row. */
  view: Record<string, string>;
}

/** Takes the unlock back in the caller's transaction; null: beyond one admin's limit, nothing moved. */
export async function postReversal(
  tx: Tx,
  input: ReversalInput,
  locale: string,
): Promise<PostedReversal | null> {
  const { unlockId } = input;
  const { status, amountMicros } = await reverseUnlock(tx, input);
  if (status === 'second_admin_needed') return null;
  if (status !== 'reversed') {
    const details = status === 'creator_short' ? await availableOf(unlockId, locale) : undefined;
    throw new DomainError(CODES[status], { details });
  }
  const { source, creatorMicros, feeMicros, platformMicros } = await tx.unlockReversal.findUniqueOrThrow({
    where: { unlockId },
  });
  return {
    amountMicros: amountMicros ?? 0n,
    view: {
      source,
      creatorMicros: String(creatorMicros),
      feeMicros: String(feeMicros),
      platformMicros: String(platformMicros),
    },
  };
}

async function availableOf(unlockId: bigint, locale: string): Promise<{ balance: string }> {
  const unlock = await getUnlock(db, unlockId);
  if (!unlock) throw new Error(`no unlock ${unlockId}`);
  const { availableMicros } = await judgeReversal(db, unlockId);
  return { balance: formatMoney(availableMicros, unlock.currency, locale) };
}
