/** One unlock that a reader asked for. Ids are the database's; the price is what the reader saw. */
export interface SpendRequest {
  walletId: bigint;
  itemId: bigint;
  seenPriceMicros: bigint;
}

interface SpendSuccess {
  status: 'unlocked' | 'already_unlocked';
  unlockId: bigint;
  /** What was paid for it: the original price when it was already unlocked. */
  priceMicros: bigint;
  unlockedAt: Date;
  /** What the wallet can spend after this request. */
  balanceMicros: bigint;
}

interface SpendRefusal {
  status: 'insufficient_funds' | 'price_changed' | 'limit_reached' | 'wallet_frozen' | 'item_unavailable';
  /** Today's price; null when the item is not for sale in the wallet's currency. */
  priceMicros: bigint | null;
  balanceMicros: bigint;
}

export type SpendResult = SpendSuccess | SpendRefusal;

export interface RefundPolicy {
  windowMinutes: number;
  /** Refunds a reader may have within `quotaDays`. */
  quota: number;
  quotaDays: number;
}

export type RefundResult =
  | { status: 'refunded' | 'already_refunded'; amountMicros: bigint; balanceMicros: bigint; itemId: bigint }
  | { status: 'not_found' | 'window_over' | 'quota_used' | 'settled' | 'key_shown' };

export interface WalletBalance {
  currency: string;
  status: 'active' | 'frozen';
  paidMicros: bigint;
  giftMicros: bigint;
  /** paid + gift that has not expired. */
  totalMicros: bigint;
  gifts: { balanceMicros: bigint; expiresAt: Date | null }[];
}

/** One line of a wallet's statement: all transfers of one business row and kind that touched its lots. */
export interface StatementLine {
  kind: string;
  ref: bigint;
  at: Date;
  /** Signed: negative leaves the wallet. */
  amountMicros: bigint;
  /** The wallet's whole balance after this line. */
  balanceAfterMicros: bigint;
  /** Where this line stands: give it as `before` to read on from here. Opaque. */
  cursor: string;
}
