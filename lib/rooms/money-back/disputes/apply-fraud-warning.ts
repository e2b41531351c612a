import 'server-only';
import { db } from '@/lib/core/db';
import { processor } from '@/lib/ground/payments';
import { putAside } from '@/lib/rooms/odd-money';
import { findChargedTopUp } from '@/lib/rooms/wallet';

/** Writes down what an early fraud warning says now; nothing moves. Returns a sentence for the log. */
export async function applyFraudWarning(warningRef: string): Promise<string> {
  const facts = await processor().readFraudWarning(warningRef);
  if (!facts) return `Stripe has no ${warningRef}.`;
  const topUp = await findChargedTopUp(facts.chargeRef, facts.paymentRef);
  if (!topUp) {
    const { warningRef: processorRef, chargeRef: detail } = facts;
    await putAside(db, { about: 'event', reason: 'not_ours', processorRef, detail });
    return `${facts.warningRef} belongs to no top-up of ours.`;
  }
  // A warning is answered once: an older read must not open it again.
  await db.$executeRaw`
    INSERT INTO fraud_warnings (warning_ref, charge_ref, top_up_id, fraud_type, actionable, warned_at)
    VALUES (${facts.warningRef}, ${facts.chargeRef}, ${topUp.topUpId}, ${facts.fraudType},
      ${facts.actionable}, ${facts.warnedAt})
    ON CONFLICT (warning_ref) DO UPDATE SET actionable = fraud_warnings.actionable AND excluded.actionable`;
  return (
    `A warning of fraud about top-up ${topUp.topUpId} ` +
    `${facts.actionable ? 'waits for an answer' : 'is answered'}.`
  );
}
