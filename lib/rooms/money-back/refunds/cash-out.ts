import 'server-only';
import { randomUUID } from 'node:crypto';
import { type Act, auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { currencyOf } from '@/lib/core/currencies';
import type { Tx } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { writeOnce } from '@/lib/core/idempotency';
import { getWallet, lockPaidLotOrThrow, postRefund, type WalletState } from '@/lib/ground/ledger';
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
 * Gives what a wallet's paid lot holds back to the cards that it came from, the newest top-up first; a frozen
 * wallet too. Gifts stay. All refunds are written down in one transaction with the audit row, then sent one
 * after the other; each may end differently. Safe to repeat with the same key. Throws `not_found`,
 * `own_account`, `nothing_to_refund` before anything has moved.
 */
export async function cashOutWallet(input: CashOutInput): Promise<RefundResult[]> {
  const cashOutKey = input.requestKey.toLowerCase();
  const { walletId, act } = input;
  const { row: refunds, isNew } = await writeOnce<RefundRow[], Held>(
    {
      find: async (tx) => {
        const known = await tx.refund.findMany({ where: { cashOutKey, walletId }, orderBy: { id: 'asc' } });
        return known.length > 0 ? known : null;
      },
      isSame: (known) => known.every(({ actorId }) => actorId === act.actorId),
      lock: (tx) => lock(tx, input),
      write: (tx, held) => write(tx, { ...input, cashOutKey }, held),
    },
    TRANSACTION,
  );
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

interface Held {
  wallet: WalletState;
  paidMicros: bigint;
}

/** The top-ups before the lot, as in every refund; the lot keeps two cash-outs apart. */
async function lock(tx: Tx, { walletId, act }: CashOutInput): Promise<Held> {
  const wallet = await getWallet(tx, walletId);
  if (!wallet) throw new DomainError('not_found');
  if (wallet.userId === act.actorId) throw new DomainError('own_account');
  await tx.$queryRaw`SELECT id FROM top_ups WHERE wallet_id = ${walletId} AND status = 'paid'
    ORDER BY id FOR UPDATE`;
  return { wallet, paidMicros: await lockPaidLotOrThrow(tx, walletId) };
}

async function write(tx: Tx, input: Writing, { wallet, paidMicros }: Held): Promise<RefundRow[]> {
  const { walletId, act, note } = input;
  const { minorMicros } = currencyOf(wallet.currency);
  const free = paidMicros - (await sumHeldByDisputes(tx, walletId));
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
      before: { paidMicros: String(paidMicros), status: wallet.status },
      after: {
        refunds: refunds.map(({ id }) => String(id)),
        amountMicros: String(refunds.reduce((sum, one) => sum + one.amountMicros, 0n)),
        note,
      },
    }),
  );
  return refunds;
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
