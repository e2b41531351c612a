import 'server-only';
import type { Act } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { type CurrencyCode, currencyOf } from '@/lib/core/currencies';
import type { Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { writeOnce } from '@/lib/core/idempotency';
import { formatMoney } from '@/lib/core/money';
import { lockAvailable, postPayoutSent } from '@/lib/ground/ledger';
import { minPayoutMicros } from '@/lib/ground/policy';
import { payableOf, readGiftHold, releaseWithPayout } from './gift-hold';
import { type PayoutRow, TRANSACTION } from './lock-payout';

export interface NewPayout {
  creatorId: bigint;
  currency: CurrencyCode;
  requestKey: string;
  /** Null: all that is available, down to the whole minor unit. */
  amountMicros: bigint | null;
  scheduled: boolean;
  by?: Act;
  /** For amounts in messages. */
  locale: string;
}

/**
 * Writes a payout down and moves its money from available to in transit, with its audit row, in one
 * transaction; or finds it by its request key. The creator's payout account is locked, so requests of one
 * creator go one after the other. Throws what `requestPayout` names.
 */
export async function writePayout(input: NewPayout): Promise<{ payout: PayoutRow; isNew: boolean }> {
  const { creatorId, requestKey } = input;
  const { row, isNew } = await writeOnce<PayoutRow, LockedAccount | undefined>(
    {
      find: (tx) => tx.payout.findUnique({ where: { creatorId_requestKey: { creatorId, requestKey } } }),
      isSame: ({ amountMicros, currency }) =>
        currency === input.currency && (input.amountMicros === null || input.amountMicros === amountMicros),
      lock: (tx) => lockAccount(tx, creatorId),
      write: (tx, account) => write(tx, input, account),
    },
    TRANSACTION,
  );
  return { payout: row, isNew };
}

async function write(tx: Tx, input: NewPayout, account: LockedAccount | undefined): Promise<PayoutRow> {
  const { creatorId, currency, requestKey, scheduled } = input;
  if (account?.frozen) throw new DomainError('payouts_frozen');
  if (account?.status !== 'verified' || !account.accountRef) throw new DomainError('payout_not_verified');
  if (account.bankFailed) throw new DomainError('payout_bank_failed');
  await requireNoneInFlight(tx, creatorId);
  const { amountMicros, giftMicros } = await chooseAmount(tx, input);
  const { accountRef } = account;
  const payout = await tx.payout.create({
    data: { creatorId, currency, amountMicros, requestKey, scheduled, accountRef },
  });
  await writeLines(tx, payout);
  if (giftMicros > 0n) await releaseWithPayout(tx, payout, giftMicros);
  await postPayoutSent(tx, { payoutId: payout.id, creatorId, currency, amountMicros });
  await writeAudit(tx, {
    actorId: null,
    ...input.by,
    action: 'request_payout',
    subjectType: 'payout',
    subjectId: String(payout.id),
    after: { amountMicros: String(amountMicros), currency, scheduled },
  });
  return payout;
}

interface LockedAccount {
  status: string;
  frozen: boolean;
  bankFailed: boolean;
  accountRef: string | null;
}

async function lockAccount(tx: Tx, creatorId: bigint): Promise<LockedAccount | undefined> {
  const rows = await tx.$queryRaw<LockedAccount[]>`
    SELECT status::text, frozen_at IS NOT NULL AS frozen, failed_bank_ref IS NOT NULL AS "bankFailed",
      account_ref AS "accountRef"
    FROM payout_accounts WHERE creator_id = ${creatorId} FOR UPDATE`;
  return rows[0];
}

/** Also one given up that Stripe may have made: until it is pulled back, its money is out twice. */
async function requireNoneInFlight(tx: Tx, creatorId: bigint): Promise<void> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM payouts WHERE creator_id = ${creatorId}
      AND (status = 'created' OR (status = 'sent' AND sources_unknown_at IS NULL)
        OR (transfer_ref IS NOT NULL AND returned_micros > reversed_micros)) LIMIT 1`;
  if (rows.length > 0) throw new DomainError('payout_in_flight');
}

async function chooseAmount(
  tx: Tx,
  { creatorId, currency, amountMicros, locale }: NewPayout,
): Promise<{ amountMicros: bigint; giftMicros: bigint }> {
  const available = await lockAvailable(tx, creatorId, currency);
  const hold = await readGiftHold(tx, creatorId, currency);
  const { minorMicros } = currencyOf(currency);
  const amount = amountMicros ?? payableOf(available, hold, currency);
  if (amount < 0n || amount % minorMicros !== 0n) throw new DomainError('invalid_input');
  const min = minPayoutMicros(currency);
  if (amount < min)
    throw new DomainError('payout_below_minimum', { details: { min: formatMoney(min, currency, locale) } });
  if (amount > payableOf(available, hold, currency)) throw new DomainError('payout_too_large');
  // What gifts paid for goes last.
  const free = available > hold.heldMicros ? available - hold.heldMicros : 0n;
  return { amountMicros: amount, giftMicros: amount > free ? amount - free : 0n };
}

/** Names the settlements a payout pays for, oldest first. The rest of it came from adjustments. */
async function writeLines(tx: Tx, payout: PayoutRow): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO payout_lines (payout_id, settlement_id, amount_micros)
    SELECT ${payout.id}::bigint, id, least(free, ${payout.amountMicros}::bigint - before) FROM (
      SELECT id, free, coalesce(sum(free) OVER (ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING
        AND 1 PRECEDING), 0)::bigint AS before
      FROM (
        SELECT s.id, (s.net_micros - coalesce(sum(l.amount_micros - l.returned_micros), 0))::bigint AS free
        FROM settlement_facts s LEFT JOIN payout_lines l ON l.settlement_id = s.id
        WHERE s.creator_id = ${payout.creatorId} AND s.currency = ${payout.currency}
          GROUP BY s.id, s.net_micros
      ) settled WHERE free > 0
    ) queue WHERE before < ${payout.amountMicros}::bigint`;
}
