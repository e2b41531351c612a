import 'server-only';
import type Stripe from 'stripe';
import { stripe } from './client';
import { isMissing } from './errors';

export interface DisputeFacts {
  disputeRef: string;
  chargeRef: string;
  paymentRef: string | null;
  /** Minor units. */
  amountMinor: number;
  currency: string;
  /** As Stripe names it; those of an inquiry begin with `warning_`. */
  status: string;
  reason: string;
  /** Until when evidence is taken. */
  dueAt: Date | null;
  submissions: number;
  openedAt: Date;
  /** What it moved on our balance: below zero when the bank took money. */
  movements: { id: string; amountMinor: number; feeMinor: number; currency: string }[];
}

/** A dispute as it is now; null when Stripe has none of this id. Throws what the SDK throws otherwise. */
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
    amountMinor: dispute.amount,
    currency: dispute.currency,
    status: dispute.status,
    reason: dispute.reason,
    dueAt: dueBy === null ? null : new Date(dueBy * 1000),
    submissions,
    openedAt: new Date(dispute.created * 1000),
    movements: dispute.balance_transactions.map(({ id, amount, fee, currency }) => ({
      id,
      amountMinor: amount,
      feeMinor: fee,
      currency,
    })),
  };
}

/** Uploads a PDF for a dispute; the same key is the same file. Resolves to its id at Stripe. */
export async function uploadEvidence(content: Uint8Array, name: string, key: string): Promise<string> {
  const file = await stripe().files.create(
    { purpose: 'dispute_evidence', file: { data: content, name, type: 'application/pdf' } },
    { idempotencyKey: key },
  );
  return file.id;
}

export interface Evidence {
  fileRef: string;
  statement: string;
  customerEmail: string;
  customerName: string | null;
  purchaseAddress: string | null;
  productDescription: string;
  /** The day of the charge, as text. */
  serviceDate: string;
  accessLog: string;
}

/** Sends a dispute's evidence, which the bank takes once; the key is the submission. Throws as the SDK. */
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

export interface WarningFacts {
  warningRef: string;
  chargeRef: string;
  paymentRef: string | null;
  fraudType: string;
  actionable: boolean;
  warnedAt: Date;
}

/** An early fraud warning as it is now; null when Stripe has none of this id. */
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
