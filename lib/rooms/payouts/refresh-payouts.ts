import 'server-only';
import { db } from '@/lib/core/db';
import { eachAlone } from '@/lib/core/each-alone';
import { HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { processor } from '@/lib/ground/payments';
import { noteRefusal } from '@/lib/rooms/odd-money';
import { applyConnectedPayout } from './apply-connected-payout';
import { applyTransfer } from './apply-transfer';
import type { PayoutRow } from './lock-payout';
import { pullBack } from './pull-back';
import { resumePayout } from './send-payout';

const BATCH = 50;

/**
 * Asks Stripe about payouts whose end nobody told us: uncertain transfers every minute, money to be pulled
 * back every ten minutes, and every hour those that the bank has not answered. Each is claimed before it is
 * asked about, so two workers don't ask twice; one that fails is logged and does not stop the others.
 * Resolves to how many were asked about.
 */
export async function refreshPayouts(now = new Date()): Promise<number> {
  const ids = await claim(now);
  for (const id of ids) {
    const payout = await db.payout.findUniqueOrThrow({ where: { id } });
    try {
      await refresh(payout);
    } catch (error) {
      const { transferRef, requestKey, creatorId } = payout;
      await noteRefusal(
        { about: 'payout', ref: id, processorRef: transferRef ?? requestKey, creatorId },
        error,
      );
    }
  }
  return ids.length;
}

async function claim(now: Date): Promise<bigint[]> {
  const before = (minutes: number) => new Date(now.getTime() - minutes * MINUTE_MS);
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    UPDATE payouts SET asked_at = ${now}::timestamptz WHERE id IN (
      SELECT id FROM payouts
      WHERE (status = 'created' OR status = 'sent' OR status = 'returning' OR (transfer_ref IS NOT NULL
        AND returned_micros > reversed_micros))
        AND coalesce(asked_at, created_at) < CASE
          WHEN status = 'created' THEN ${before(1)}::timestamptz
          WHEN status = 'sent' THEN ${before(60)}::timestamptz
          ELSE ${before(10)}::timestamptz END
        -- Until a person has looked; one that was given up is still pulled back when it turns up.
        AND (status = 'failed' OR NOT EXISTS (SELECT FROM odd_money o WHERE o.about IN ('payout', 'transfer')
          AND o.ref = payouts.id AND o.ended_at IS NULL
          AND o.reason NOT IN ('sources_unknown', 'bank_refused')))
      ORDER BY asked_at NULLS FIRST, id LIMIT ${BATCH} FOR NO KEY UPDATE SKIP LOCKED
    ) RETURNING id`;
  return rows.map(({ id }) => id);
}

async function refresh(payout: PayoutRow): Promise<void> {
  if (payout.status === 'created') {
    await resumePayout(payout);
    return;
  }
  const { transferRef } = payout;
  if (!transferRef) return;
  await applyTransfer(transferRef);
  if (payout.status === 'sent' || payout.status === 'returning') await followToBank(payout);
  const { status, returnedMicros, reversedMicros } = await db.payout.findUniqueOrThrow({
    where: { id: payout.id },
  });
  if (status === 'returning' || returnedMicros > reversedMicros) await pullBack(transferRef);
}

/** The webhooks about the bank may have been lost: goes through what the account has paid out since. */
async function followToBank({ processor: name, accountRef, sentAt, createdAt }: PayoutRow): Promise<void> {
  const since = new Date((sentAt ?? createdAt).getTime() - HOUR_MS);
  const ids = await processor(name).listBankPayouts(accountRef, since);
  await eachAlone(ids, (id) => applyConnectedPayout(id, accountRef));
}
