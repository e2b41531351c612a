export interface DisputeFacts {
  disputeRef: string;
  chargeRef: string;
  paymentRef: string | null;
  amountMicros: bigint;
  currency: string;
  /** Those of an inquiry begin with `warning_`. */
  status: string;
  reason: string;
  /** Until when evidence is taken. */
  dueAt: Date | null;
  submissions: number;
  openedAt: Date;
  /** What it moved on our balance: below zero when the bank took money. */
  movements: { id: string; amountMicros: bigint; feeMicros: bigint; currency: string }[];
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

export interface WarningFacts {
  warningRef: string;
  chargeRef: string;
  paymentRef: string | null;
  fraudType: string;
  actionable: boolean;
  warnedAt: Date;
}

/** Charges that a bank takes back, or warns of. */
export interface Disputes {
  /** A dispute as it is now; null when the processor has none of this reference. */
  readDispute(disputeRef: string): Promise<DisputeFacts | null>;
  /** Uploads a PDF for a dispute; the same key is the same file. Resolves to its reference. */
  uploadEvidence(content: Uint8Array, name: string, key: string): Promise<string>;
  /** Sends the evidence of a dispute, which the bank takes once. The same key is the same submission. */
  sendEvidence(disputeRef: string, evidence: Evidence, key: string): Promise<void>;
  /** An early warning of fraud as it is now; null when the processor has none of this reference. */
  readFraudWarning(warningRef: string): Promise<WarningFacts | null>;
}
