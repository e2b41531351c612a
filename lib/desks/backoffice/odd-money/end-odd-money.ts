import 'server-only';
import { auditOf } from '@/lib/core/actor';
import { writeAudit } from '@/lib/core/audit';
import { db } from '@/lib/core/db';
import { DomainError } from '@/lib/core/errors';
import { choicesFor, type Outcome } from './choices';
import { endDispute } from './end-dispute';
import { endPayment } from './end-payment';
import { endPayout } from './end-payout';
import { endTransfer } from './end-transfer';
import type { Ending, OddMoneyRow, Settle } from './ending';

const TRANSACTION = { maxWait: 10_000, timeout: 15_000 };

/**
 * Finance ends what was put aside: posts it, gives it back or notes why nothing is posted, with the audit row
 * in the same transaction. Of two who decide at once one does, the other is told. Throws `not_found`,
 * `already_decided`, `own_account`, `wrong_state` for an outcome that is none here or not any more, and
 * `payment_unavailable`; then nothing has changed.
 */
export async function endOddMoney(ending: Ending): Promise<void> {
  const { id, outcome, note, act } = ending;
  const asked = await db.oddMoney.findUnique({
    where: { id },
    include: {
      wallet: { select: { userId: true } },
      creator: { select: { userId: true } },
      ender: { select: { email: true } },
    },
  });
  if (!asked) throw new DomainError('not_found');
  if (asked.endedAt)
    throw new DomainError('already_decided', { details: { who: asked.ender?.email ?? '–' } });
  if ((asked.wallet ?? asked.creator)?.userId === act.actorId) throw new DomainError('own_account');
  if (!choicesFor(asked).includes(outcome)) throw new DomainError('wrong_state');
  const settle = await prepare(asked, ending);
  const after = await db.$transaction(async (tx) => {
    const then = await settle?.(tx, asked);
    const { count } = await tx.oddMoney.updateMany({
      where: { id, endedAt: null },
      data: { outcome, endedAt: new Date(), endedBy: act.actorId, note },
    });
    if (count === 0) throw new DomainError('already_decided', { details: { who: '–' } });
    await writeAudit(tx, auditOf(act, auditView(asked, outcome, note)));
    return then;
  }, TRANSACTION);
  await after?.();
}

function prepare(row: OddMoneyRow, ending: Ending): Promise<Settle | null> | Settle | null {
  if (ending.outcome === 'noted') return null;
  if (row.about === 'top_up') return endPayment(row, ending);
  if (row.about === 'dispute') return endDispute;
  return row.about === 'payout' ? endPayout : endTransfer;
}

function auditView(row: OddMoneyRow, outcome: Outcome, note: string) {
  const { about, reason, processorRef, ref, cameMicros, cameCurrency } = row;
  return {
    action: 'end_odd_money' as const,
    subjectType: 'odd_money',
    subjectId: row.id,
    before: { about, reason, processorRef, ref: ref === null ? null : String(ref) },
    after: {
      outcome,
      note,
      amountMicros: cameMicros === null ? null : String(cameMicros),
      currency: cameCurrency,
    },
  };
}
