/** What names a row of ours to a processor. It never changes, so asking again is the same request. */
export interface Identity {
  id: bigint;
  /** A UUID; ids begin again when a database is made again, this does not. */
  requestKey: string;
}

export interface TopUpOffer {
  topUp: Identity;
  userId: bigint;
  amountMicros: bigint;
  currency: string;
  saveCard: boolean;
  expiresAt: Date;
  locale: 'en' | 'ko';
  /** What the payer reads on the page, in their language. */
  productName: string;
}

/** Where a reader pays. */
export interface TopUpPage {
  sessionRef: string;
  url: string | null;
}

export interface Payment {
  sessionRef: string;
  /** Null when the page was not made by a top-up of ours. */
  topUp: Identity | null;
  state: 'open' | 'processing' | 'paid' | 'failed' | 'closed';
  /** For a payment that went through, what was really received. */
  amountMicros: bigint | null;
  currency: string | null;
  paymentRef: string | null;
  chargeRef: string | null;
  /** A card's brand, or the kind of payment method when it is no card. */
  cardBrand: string | null;
  cardLast4: string | null;
  /** The most telling code of the last refused try. */
  failureCode: string | null;
  fee: { transactionRef: string; feeMicros: bigint; currency: string } | null;
}

/** Money in: pages on which readers pay by card. */
export interface TopUps {
  /** A top-up's page; the same request key gives the same page. Null: it expires too soon. */
  openTopUp(offer: TopUpOffer): Promise<TopUpPage | null>;
  /** Closes a page that is not paid. Refused for one that is paid or closed already. */
  closeTopUp(sessionRef: string): Promise<void>;
  /** What became of a page; null for an unknown one. `timeoutMs`: one try, for who can't wait. */
  readPayment(sessionRef: string, options?: { timeoutMs?: number }): Promise<Payment | null>;
  /** The page on which a payment was made, or null. */
  findSession(paymentRef: string): Promise<string | null>;
  /** The payment that a charge belongs to; null when the processor has no such charge. */
  readCharge(chargeRef: string): Promise<{ paymentRef: string | null } | null>;
  /** What marks the card that was refused last for a payment, no matter who tries it; null: not known. */
  readDeclinedCard(paymentRef: string): Promise<string | null>;
}
