import 'server-only';
import { db, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { findReplay, type Keyed } from '@/lib/core/idempotency';
import { MINUTE_MS } from '@/lib/core/time';
import type { Prisma } from '@/lib/generated/prisma/client';
import { lockWallet } from '@/lib/ground/ledger';

// Stripe wants a Checkout page to live for half an hour at least; the rest is time to ask again after a
// fault.
const LIFETIME_MS = 45 * MINUTE_MS;
const TRANSACTION = { maxWait: 10_000, timeout: 15_000 };

export interface NewTopUp {
  walletId: bigint;
  requestKey: string;
  amountMicros: bigint;
  saveCard: boolean;
  wanted: { itemId: bigint; priceMicros: bigint } | null;
}

export type TopUpRow = Prisma.TopUpGetPayload<Record<string, never>>;

type Written = { topUp: TopUpRow } | { inTheWay: bigint[] };

/** The top-up of this request key. */
export const keyedTopUp = (input: NewTopUp): Keyed<TopUpRow> => ({
  find: (tx) => {
    const { walletId, requestKey } = input;
    return tx.topUp.findUnique({ where: { walletId_requestKey: { walletId, requestKey } } });
  },
  isSame: (known) =>
    known.amountMicros === input.amountMicros &&
    known.saveCard === input.saveCard &&
    known.wantedItemId === (input.wanted?.itemId ?? null) &&
    known.wantedPriceMicros === (input.wanted?.priceMicros ?? null),
});

/**
 * Writes a top-up down before Stripe is asked, or finds it by its request key. The wallet's row is locked, so
 * that one wallet has one open Checkout page at a time: others are named in `inTheWay` and must be closed
 * first. `checkRoom` is called under the lock with the balance and what is still on its way into it. Throws
 * `wallet_frozen`, `invalid_input` for a key that was used for something else, and what `checkRoom` throws.
 */
export function writeTopUp(input: NewTopUp, checkRoom: (heldMicros: bigint) => void): Promise<Written> {
  return db.$transaction(async (tx) => {
    const status = await lockWallet(tx, input.walletId);
    const known = await findReplay(tx, keyedTopUp(input));
    if (known) return { topUp: known };
    if (status !== 'active') throw new DomainError('wallet_frozen');
    const open = await tx.topUp.findMany({
      where: { walletId: input.walletId, status: { in: ['created', 'open'] } },
      select: { id: true },
    });
    if (open.length > 0) return { inTheWay: open.map(({ id }) => id) };
    checkRoom(await sumHeld(tx, input.walletId));
    return { topUp: await insert(tx, input) };
  }, TRANSACTION);
}

async function sumHeld(tx: Tx, walletId: bigint): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ held: bigint }[]>`
    SELECT (spendable_micros(${walletId}::bigint, now())
      + coalesce((SELECT sum(amount_micros) FROM top_ups
        WHERE wallet_id = ${walletId} AND status = 'processing'), 0))::bigint AS held`;
  return row?.held ?? 0n;
}

function insert(
  tx: Tx,
  { walletId, requestKey, amountMicros, saveCard, wanted }: NewTopUp,
): Promise<TopUpRow> {
  return tx.topUp.create({
    data: {
      walletId,
      requestKey,
      amountMicros,
      saveCard,
      wantedItemId: wanted?.itemId,
      wantedPriceMicros: wanted?.priceMicros,
      // Whole seconds: Stripe is told the same date, and again the same one after a fault.
      expiresAt: new Date(Math.floor((Date.now() + LIFETIME_MS) / 1000) * 1000),
    },
  });
}
