import 'server-only';
import type Stripe from 'stripe';
import type { DisputeFacts, Evidence, WarningFacts } from '../port/disputes';
import { stripe } from './client';
import { isMissing } from './errors';
import { minorToMicros } from './minor-to-micros';

export async function readDispute(disputeRef: string): Promise<DisputeFacts | null> {
  try {
    return factsOf(await stripe().disputes.retrieve(disputeRef));
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function factsOf(dispute: Stripe.Dispute): DisputeFacts {
  const { due_by: dueBy, submission_count: submissions } = dispute.evidence_details;
  return {
    disputeRef: dispute.id,
    chargeRef: idOf(dispute.charge) ?? '',
    paymentRef: idOf(dispute.payment_intent),
    amountMicros: minorToMicros(dispute.amount, dispute.currency),
    currency: dispute.currency,
    status: dispute.status,
    reason: dispute.reason,
    dueAt: dueBy === null ? null : new Date(dueBy * 1000),
    submissions,
    openedAt: new Date(dispute.created * 1000),
    movements: dispute.balance_transactions.map(({ id, amount, fee, currency }) => ({
      id,
      amountMicros: minorToMicros(amount, currency),
      feeMicros: minorToMicros(fee, currency),
      currency,
    })),
  };
}

export async function uploadEvidence(content: Uint8Array, name: string, key: string): Promise<string> {
  const file = await stripe().files.create(
    { purpose: 'dispute_evidence', file: { data: content, name, type: 'application/pdf' } },
    { idempotencyKey: key },
  );
  return file.id;
}

export async function sendEvidence(disputeRef: string, evidence: Evidence, key: string): Promise<void> {
  const { customerName, purchaseAddress } = evidence;
  await stripe().disputes.update(
    disputeRef,
    {
      submit: true,
      evidence: {
        uncategorized_file: evidence.fileRef,
        uncategorized_text: evidence.statement,
        customer_email_address: evidence.customerEmail,
        ...(customerName && { customer_name: customerName }),
        ...(purchaseAddress && { customer_purchase_ip: purchaseAddress }),
        product_description: evidence.productDescription,
        service_date: evidence.serviceDate,
        access_activity_log: evidence.accessLog,
      },
    },
    { idempotencyKey: key },
  );
}

export async function readFraudWarning(warningRef: string): Promise<WarningFacts | null> {
  try {
    const warning = await stripe().radar.earlyFraudWarnings.retrieve(warningRef);
    return {
      warningRef: warning.id,
      chargeRef: idOf(warning.charge) ?? '',
      paymentRef: idOf(warning.payment_intent ?? null),
      fraudType: warning.fraud_type,
      actionable: warning.actionable,
      warnedAt: new Date(warning.created * 1000),
    };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function idOf(value: string | { id: string } | null): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null);
}
