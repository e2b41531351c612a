import 'server-only';
import { db } from '@/lib/core/db';
import { readFraudWarning } from '@/lib/ground/payments/stripe/disputes';
import { putAside } from '@/lib/rooms/odd-money/put-aside';
import { findChargedTopUp } from '@/lib/rooms/wallet/find-charged-top-up';

/** Writes down what Stripe says of an early fraud warning now; nothing moves. Returns one sentence for the log. */
export async function applyFraudWarning(stripeWarningId: string): Promise<string> {
  const facts = await readFraudWarning(stripeWarningId);
  if (!facts) return `Stripe has no ${stripeWarningId}.`;
  const topUp = await findChargedTopUp(facts.chargeId, facts.paymentIntentId);
  if (!topUp) {
    const { warningId: processorRef, chargeId: detail } = facts;
    await putAside(db, { about: 'event', reason: 'not_ours', processorRef, detail });
    return `${facts.warningId} belongs to no top-up of ours.`;
  }
  // A warning is answered once: an older read must not open it again.
  await db.$executeRaw`
    INSERT INTO fraud_warnings (stripe_warning_id, charge_id, top_up_id, fraud_type, actionable, warned_at)
    VALUES (${facts.warningId}, ${facts.chargeId}, ${topUp.topUpId}, ${facts.fraudType}, ${facts.actionable}, ${facts.warnedAt})
    ON CONFLICT (stripe_warning_id) DO UPDATE SET actionable = fraud_warnings.actionable AND excluded.actionable`;
  return `A warning of fraud about top-up ${topUp.topUpId} ${facts.actionable ? 'waits for an answer' : 'is answered'}.`;
}
