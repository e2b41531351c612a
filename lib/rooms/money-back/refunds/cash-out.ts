import 'server-only';
import { randomUUID } from 'node:crypto';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { currencyOf } from '@/lib/core/currencies';
import { db, type Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { getWallet, lockPaidLotOrThrow, postRefund } from '@/lib/ground/ledger';
import { TOP_UPS_PER_CASH_OUT } from '@/lib/ground/policy';
import { least } from './least';
import { listRefundable, sumHeldByDisputes } from './list-refundable';
import { type RefundRow, TRANSACTION } from './lock-refund';
import type { RefundResult } from './refund-top-up';
import { resumeRefund, sendRefund } from './send-refund';

export interface CashOutInput {
  walletId: bigint;
  /** A UUID that the form made: the same press twice is the same cash-out. */
  requestKey: string;
  note: string;
  act: Act;
}

/**
 * Gives what a wallet's paid lot holds back to the cards that it came from, the newest top-up first; a frozen wallet too.
 * Gifts stay. All refunds are written down in one transaction with the audit row, then sent one after the other; each may
 * end differently. Safe to repeat with the same key. Throws `not_found`, `own_account`, `nothing_to_refund` before
 * anything has moved.
 */
export async function cashOutWallet(input: CashOutInput): Promise<RefundResult[]> {
  const cashOutKey = input.requestKey.toLowerCase();
  const { refunds, isNew } = await db.$transaction((tx) => write(tx, { ...input, cashOutKey }), TRANSACTION);
  const results: RefundResult[] = [];
  for (const refund of refunds) results.push(await carryOn(refund, isNew));
  return results;
}

async function carryOn(refund: RefundRow, isNew: boolean): Promise<RefundResult> {
  const { id: refundId, amountMicros } = refund;
  if (isNew) return { refundId, amountMicros, status: await sendRefund(refund) };
  const status = refund.status === 'created' ? await resumeRefund(refund) : refund.status;
  return { refundId, amountMicros, status };
}

type Writing = CashOutInput & { cashOutKey: string };

async function write(tx: Tx, input: Writing): Promise<{ refunds: RefundRow[]; isNew: boolean }> {
  const { walletId, cashOutKey, act, note } = input;
  const wallet = await getWallet(tx, walletId);
  if (!wallet) throw new DomainError('not_found');
  if (wallet.userId === act.actorId) throw new DomainError('own_account');
  // The top-ups before the lot, in the order of every other refund; it is the lot that keeps two cash-outs apart.
  await tx.$queryRaw`SELECT id FROM top_ups WHERE wallet_id = ${walletId} AND status = 'paid' ORDER BY id FOR UPDATE`;
  const held = await lockPaidLotOrThrow(tx, walletId);
  const known = await tx.refund.findMany({ where: { cashOutKey, walletId }, orderBy: { id: 'asc' } });
  if (known.length > 0) return { refunds: known, isNew: false };
  const { minorMicros } = currencyOf(wallet.currency);
  const free = held - (await sumHeldByDisputes(tx, walletId));
  const refunds: RefundRow[] = [];
  let left = free - (free % minorMicros);
  for (const topUp of await listRefundable(tx, walletId, { limit: TOP_UPS_PER_CASH_OUT, onlyOpen: true })) {
    if (left <= 0n) break;
    const amountMicros = least(topUp.refundableMicros, left);
    left -= amountMicros;
    refunds.push(
      await writeOne(tx, input, { topUpId: topUp.topUpId, amountMicros, currency: wallet.currency }),
    );
  }
  if (refunds.length === 0) throw new DomainError('nothing_to_refund');
  await writeAudit(
    tx,
    auditOf(act, {
      action: 'cash_out',
      subjectType: 'wallet',
      subjectId: walletId,
      before: { paidMicros: String(held), status: wallet.status },
      after: {
        refunds: refunds.map(({ id }) => String(id)),
        amountMicros: String(refunds.reduce((sum, one) => sum + one.amountMicros, 0n)),
        note,
      },
    }),
  );
  return { refunds, isNew: true };
}

async function writeOne(
  tx: Tx,
  { walletId, cashOutKey, act, note }: Writing,
  one: { topUpId: bigint; amountMicros: bigint; currency: string },
): Promise<RefundRow> {
  const { amountMicros } = one;
  const refund = await tx.refund.create({
    data: {
      ...one,
      walletId,
      lotMicros: amountMicros,
      requestKey: randomUUID(),
      cashOutKey,
      reason: 'requested_by_customer',
      note,
      actorId: act.actorId,
    },
  });
  await postRefund(tx, 'cash_out', { refundId: refund.id, walletId, amountMicros, lotMicros: amountMicros });
  return refund;
}
