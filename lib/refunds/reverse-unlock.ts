import 'server-only';
import { type Act, auditOf } from '@/lib/admin/act';
import { writeAudit } from '@/lib/audit';
import { db } from '@/lib/db';
import { DomainError, type ErrorCode } from '@/lib/errors';
import {
  judgeReversal,
  reverseUnlock as postReversal,
  type ReversalSource,
  type ReversalStatus,
} from '@/lib/ledger/reverse-unlock';
import { formatMoney } from '@/lib/money';
import { TRANSACTION } from './lock-refund';

export interface ReverseUnlockInput {
  unlockId: bigint;
  /** Who pays, as the preview showed it. */
  source: ReversalSource;
  note: string;
  act: Act;
  /** For amounts in messages. */
  locale: string;
}

const CODES: Record<Exclude<ReversalStatus, 'reversed'>, ErrorCode> = {
  already_refunded: 'already_refunded',
  not_found: 'not_found',
  own_account: 'own_account',
  changed: 'balance_changed',
  creator_short: 'creator_short',
};

/**
 * An admin takes an unlock back after its window; the money returns to the reader's lots, at the cost that `source` names.
 * Happens once, with its audit row in the same transaction. Throws `not_found`, `own_account` (the admin's own, as reader or
 * creator), `already_refunded`, `balance_changed` (settled meanwhile) and `creator_short`; then nothing has moved.
 */
export async function reverseUnlock(input: ReverseUnlockInput): Promise<{ amountMicros: bigint }> {
  const { unlockId, source, note, act, locale } = input;
  return db.$transaction(async (tx) => {
    const { status, amountMicros } = await postReversal(tx, {
      unlockId,
      source,
      note,
      actorId: act.actorId,
    });
    if (status !== 'reversed') {
      const details = status === 'creator_short' ? await availableOf(unlockId, locale) : undefined;
      throw new DomainError(CODES[status], { details });
    }
    const { creatorMicros, feeMicros, platformMicros } = await tx.unlockReversal.findUniqueOrThrow({
      where: { unlockId },
    });
    await writeAudit(
      tx,
      auditOf(act, {
        action: 'reverse_unlock',
        subjectType: 'unlock',
        subjectId: unlockId,
        after: {
          source,
          note,
          creatorMicros: String(creatorMicros),
          feeMicros: String(feeMicros),
          platformMicros: String(platformMicros),
        },
      }),
    );
    return { amountMicros: amountMicros ?? 0n };
  }, TRANSACTION);
}

async function availableOf(unlockId: bigint, locale: string): Promise<{ balance: string }> {
  const { wallet } = await db.unlock.findUniqueOrThrow({
    where: { id: unlockId },
    select: { wallet: { select: { currency: true } } },
  });
  const { availableMicros } = await judgeReversal(db, unlockId);
  return { balance: formatMoney(availableMicros, wallet.currency, locale) };
}
