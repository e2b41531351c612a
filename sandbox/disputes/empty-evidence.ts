import type Stripe from 'stripe';

/** The members of evidence that are text, and those that name an uploaded file. */
export const EVIDENCE_TEXTS = [
  'access_activity_log',
  'billing_address',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_tracking_number',
  'uncategorized_text',
] as const;

export const EVIDENCE_FILES = [
  'cancellation_policy',
  'customer_communication',
  'customer_signature',
  'duplicate_charge_documentation',
  'receipt',
  'refund_policy',
  'service_documentation',
  'shipping_documentation',
  'uncategorized_file',
] as const;

type Name = (typeof EVIDENCE_TEXTS)[number] | (typeof EVIDENCE_FILES)[number];

/** A dispute's evidence before any is given. */
export function emptyEvidence(): Stripe.Dispute.Evidence {
  const nothing = Object.fromEntries([...EVIDENCE_TEXTS, ...EVIDENCE_FILES].map((name) => [name, null]));
  return { ...(nothing as Record<Name, null>), enhanced_evidence: {} };
}
