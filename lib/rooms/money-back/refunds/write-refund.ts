import 'server-only';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { type CurrencyCode, currencyOf, isCurrencyCode } from '@/lib/core/currencies';
import type { Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { type Once, type Written, writeOnce, writeOnceIn } from '@/lib/core/idempotency';
import { formatMoney } from '@/lib/core/money';
import { fromSqlState } from '@/lib/core/sql-states';
import type { AdminRole, RefundReason } from '@/lib/generated/prisma/enums';
import { lockPaidLotOrThrow, postRefund } from '@/lib/ground/ledger';
import { refundLimitMicros } from '@/lib/ground/policy';
import { least } from './least';
import { listRefundable, sumHeldByDisputes } from './list-refundable';
import { lockTopUp, type RefundRow, TRANSACTION } from './lock-refund';

export interface NewRefund {
  topUpId: bigint;
  requestKey: string;
  /** Whole minor units; null is all that can go back. */
  amountMicros: bigint | null;
  reason: RefundReason;
  note: string;
  act: Act;
  role: AdminRole;
  /** For amounts in messages. */
  locale: string;
}

/**
 * Writes a refund down and takes its money out of the paid lot, with its audit row, in one transaction; or
 * finds it by its request key. The top-up and the lot are locked, so that refunds of one top-up go one after
 * the other. Throws what `refundTopUp` names.
 */
export async function writeRefund(input: NewRefund): Promise<WrittenRefund> {
  try {
    return toWritten(await writeOnce(onceFor(input), TRANSACTION));
  } catch (error) {
    throw fromSqlState(error);
  }
}

/** The same within the caller's transaction. */
export async function writeRefundIn(tx: Tx, input: NewRefund): Promise<WrittenRefund> {
  return toWritten(await writeOnceIn(tx, onceFor(input)));
}

interface WrittenRefund {
  refund: RefundRow;
  isNew: boolean;
}

const toWritten = ({ row, isNew }: Written<RefundRow>): WrittenRefund => ({ refund: row, isNew });

const onceFor = (input: NewRefund): Once<RefundRow, void> => ({
  find: (tx) => tx.refund.findUnique({ where: { requestKey: input.requestKey } }),
  isSame: ({ topUpId, actorId, amountMicros }) =>
    topUpId === input.topUpId &&
    actorId === input.act.actorId &&
    (input.amountMicros === null || input.amountMicros === amountMicros),
  lock: (tx) => lockTopUp(tx, input.topUpId),
  write: (tx) => write(tx, input),
});

async function write(tx: Tx, input: NewRefund): Promise<RefundRow> {
  const { topUpId, requestKey, reason, note, act } = input;
  const topUp = await tx.topUp.findFirst({
    where: { id: topUpId, status: 'paid' },
    select: { walletId: true, wallet: { select: { currency: true, userId: true } } },
  });
  if (!topUp || !isCurrencyCode(topUp.wallet.currency)) throw new DomainError('not_found');
  if (topUp.wallet.userId === act.actorId) throw new DomainError('own_account');
  const { walletId } = topUp;
  const { currency } = topUp.wallet;
  const amountMicros = await chooseAmount(tx, { ...input, walletId, currency });
  const refund = await tx.refund.create({
    data: {
      topUpId,
      walletId,
      currency,
      amountMicros,
      lotMicros: amountMicros,
      requestKey,
      reason,
      note,
      actorId: act.actorId,
    },
  });
  await postRefund(tx, 'top_up_refund', {
    refundId: refund.id,
    walletId,
    amountMicros,
    lotMicros: amountMicros,
  });
  await writeAudit(
    tx,
    auditOf(act, {
      action: 'refund_top_up',
      subjectType: 'top_up',
      subjectId: topUpId,
      after: { refund: String(refund.id), amountMicros: String(amountMicros), currency, reason, note },
    }),
  );
  return refund;
}

interface Choice extends NewRefund {
  walletId: bigint;
  currency: CurrencyCode;
}

async function chooseAmount(tx: Tx, input: Choice): Promise<bigint> {
  const { topUpId, walletId, currency, locale } = input;
  const room = await roomFor(tx, walletId, topUpId);
  const { minorMicros } = currencyOf(currency);
  const most = room - (room % minorMicros);
  if (most <= 0n) throw new DomainError('nothing_to_refund');
  const amount = input.amountMicros ?? most;
  if (amount <= 0n || amount % minorMicros !== 0n) throw new DomainError('invalid_input');
  if (amount > most)
    throw new DomainError('refund_too_large', { details: { max: formatMoney(most, currency, locale) } });
  await checkOwnLimit(tx, input, amount);
  return amount;
}

/** Never more than was paid and not returned, nor than the lot holds beside open disputes. */
async function roomFor(tx: Tx, walletId: bigint, topUpId: bigint): Promise<bigint> {
  const held = (await lockPaidLotOrThrow(tx, walletId)) - (await sumHeldByDisputes(tx, walletId));
  const [topUp] = await listRefundable(tx, walletId, { topUpId, limit: 1 });
  return least(held, topUp?.refundableMicros ?? 0n);
}

/** Counted together, so that several small refunds are one large one. */
async function checkOwnLimit(
  tx: Tx,
  { act, role, walletId, currency, locale }: Choice,
  amountMicros: bigint,
): Promise<void> {
  const limit = refundLimitMicros(role, currency);
  if (limit === null) return;
  const [row] = await tx.$queryRaw<{ micros: bigint }[]>`
    SELECT coalesce(sum(amount_micros), 0)::bigint AS micros FROM refunds WHERE wallet_id = ${walletId}
      AND actor_id = ${act.actorId} AND status NOT IN ('failed', 'canceled')
        AND created_at > now() - interval '24 hours'`;
  if ((row?.micros ?? 0n) + amountMicros > limit)
    throw new DomainError('over_own_limit', { details: { max: formatMoney(limit, currency, locale) } });
}
