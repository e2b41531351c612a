import type { Identity } from './top-ups';

interface Movement {
  id: string;
  feeMicros: bigint;
  currency: string;
}

export interface RefundFacts {
  refundRef: string;
  chargeRef: string | null;
  paymentRef: string | null;
  /** The refund that it says it is; null: it was made in the processor's dashboard. */
  refund: Identity | null;
  /** It gives back money that was put aside, never posted. */
  endsOddMoney: boolean;
  amountMicros: bigint;
  currency: string;
  status: 'pending' | 'requires_action' | 'succeeded' | 'failed' | 'canceled';
  failureCode: string | null;
  /** With which it left our balance at the processor, and with which it came back. */
  taken: Movement | null;
  returned: Movement | null;
}

export interface NewRefund {
  refund: Identity;
  chargeRef: string;
  amountMicros: bigint;
  currency: string;
  reason: 'duplicate' | 'fraudulent' | 'requested_by_customer' | null;
}

/** Money back to cards. */
export interface Refunds {
  /** Gives a charge's money back. The same refund is the same key, for a day. Only a refusal is certain. */
  createRefund(refund: NewRefund): Promise<RefundFacts>;
  /** Gives a whole charge back that was never posted. The same key is the same refund. */
  refundOddCharge(chargeRef: string, requestKey: string): Promise<string>;
  /** The refund that was made for one of ours, or null if the charge has none. */
  findRefund(refund: Identity, chargeRef: string): Promise<RefundFacts | null>;
  /** All refunds of a charge, the newest first. */
  listRefundsOf(chargeRef: string): AsyncIterable<RefundFacts>;
  /** A refund as it is now; null when the processor has none of this reference. */
  readRefund(refundRef: string): Promise<RefundFacts | null>;
}
