export interface TransactionFacts {
  id: string;
  type: string;
  category: string;
  sourceRef: string | null;
  /** Of a reversal: the transfer that was reversed. */
  parentRef: string | null;
  currency: string;
  /** Signed, before the fee. */
  amountMicros: bigint;
  feeMicros: bigint;
  createdAt: Date;
}

/** The processor's own books, to hold ours against. */
export interface Books {
  /** Every movement on our balance since a moment, the newest first, a page at a time. */
  listTransactions(since: Date): AsyncIterable<TransactionFacts[]>;
  /** What we have there in each currency, available and pending together. */
  readBalance(): Promise<Map<string, bigint>>;
  /** Whether it answers and takes our key; the answer may be some seconds old. */
  isReachable(): Promise<boolean>;
}
