import 'server-only';
import type { Act } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { type CurrencyCode, currencyOf } from '@/lib/core/currencies';
import { db, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { lockAvailable } from '@/lib/ground/ledger';
import { giftPayoutCapMicros } from '@/lib/ground/policy';

export interface GiftHold {
  /** What of available was paid for by gifts and nobody has released. */
  heldMicros: bigint;
  /** What of that a payout may take this month without an admin. */
  roomMicros: bigint;
}

/** What waits of a creator's earnings. Exact only while the caller has locked what is available. */
export async function readGiftHold(tx: Tx, creatorId: bigint, currency: CurrencyCode): Promise<GiftHold> {
  const cap = giftPayoutCapMicros(currency);
  const [row] = await tx.$queryRaw<GiftHold[]>`
    SELECT held AS "heldMicros", least(held, greatest(0, ${cap}::bigint - used))::bigint AS "roomMicros"
    FROM (SELECT held_gift_micros(${creatorId}::bigint, ${currency}) AS held, (
      SELECT coalesce(sum(amount_micros), 0) FROM gift_releases
      WHERE creator_id = ${creatorId}::bigint AND currency = ${currency} AND payout_id IS NOT NULL
        AND created_at >= date_trunc('month', now(), 'UTC')) AS used) of_month`;
  if (!row) throw new Error('the query for held earnings returned nothing');
  return row;
}

/** What a payout may send: all that is available and not held, in whole minor units. */
export function payableOf(available: bigint, hold: GiftHold, currency: CurrencyCode): bigint {
  const payable = available - hold.heldMicros + hold.roomMicros;
  return payable > 0n ? payable - (payable % currencyOf(currency).minorMicros) : 0n;
}

/** The part of a payout that gifts paid for, within the month's room; in the payout's transaction. */
export async function releaseWithPayout(
  tx: Tx,
  payout: { id: bigint; creatorId: bigint; currency: string },
  amountMicros: bigint,
): Promise<void> {
  const { id: payoutId, creatorId, currency } = payout;
  const capMicros = giftPayoutCapMicros(currency as CurrencyCode);
  await tx.giftRelease.create({
    data: { creatorId, currency, amountMicros, payoutId, capMicros },
    select: { id: true },
  });
}

interface ReleaseInput {
  creatorId: bigint;
  currency: CurrencyCode;
  /** What the admin saw as held: if it has changed meanwhile, nothing is released. */
  seenMicros: bigint;
  note: string;
  by: Act;
}

/**
 * An admin lets all that is held be paid out, with the reason in the audit log. A repeat finds nothing held.
 * Throws `own_account` for their own earnings, `balance_changed` when more or less is held than was seen,
 * `invalid_input`.
 */
export async function releaseGiftEarnings(input: ReleaseInput): Promise<void> {
  const { creatorId, currency, seenMicros, note, by } = input;
  await db.$transaction(async (tx) => {
    const creator = await tx.creator.findUnique({ where: { id: creatorId }, select: { userId: true } });
    if (!creator) throw new DomainError('not_found');
    if (creator.userId === by.actorId) throw new DomainError('own_account');
    await lockAvailable(tx, creatorId, currency);
    const { heldMicros } = await readGiftHold(tx, creatorId, currency);
    if (heldMicros !== seenMicros) throw new DomainError('balance_changed');
    if (heldMicros === 0n || note.trim() === '') throw new DomainError('invalid_input');
    await tx.giftRelease.create({
      data: { creatorId, currency, amountMicros: heldMicros, actorId: by.actorId, note: note.trim() },
      select: { id: true },
    });
    await writeAudit(tx, {
      ...by,
      action: 'release_gift_earnings',
      subjectType: 'creator',
      subjectId: String(creatorId),
      after: { amountMicros: String(heldMicros), currency, why: note.trim() },
    });
  });
}
