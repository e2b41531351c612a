import type { Identity } from './top-ups';

export interface NewAccount {
  creatorId: bigint;
  /** Names the account's creation; a UUID. */
  creationKey: string;
  email: string;
  displayName: string;
  /** ISO 3166-1, lower case. */
  country: string;
  entityType: 'individual' | 'company';
  /** ISO 4217, lower case. */
  currency: string;
}

export interface OnboardingAddresses {
  /** Where a person is sent whose link was used or is too old; it makes a new one. */
  refreshUrl: string;
  /** Where a person is sent who is done, or gave up: it says nothing of the result. */
  returnUrl: string;
}

export interface AccountFacts {
  status: 'requirements_due' | 'in_review' | 'verified' | 'rejected';
  /**
   * What the holder still has to give, in the processor's names, such as `identity.individual.date_of_birth`.
   */
  requirements: string[];
}

export interface NewTransfer {
  payout: Identity;
  amountMicros: bigint;
  currency: string;
  accountRef: string;
}

export interface TransferFacts {
  transferRef: string;
  /** The payout that it says it is for; null: it is none of ours. */
  payout: Identity | null;
  amountMicros: bigint;
  reversedMicros: bigint;
  currency: string;
  accountRef: string | null;
  /** How the account's own balance names it. */
  receivedRef: string | null;
}

export interface BankPayoutFacts {
  bankPayoutRef: string;
  accountRef: string;
  state: 'under_way' | 'paid' | 'failed';
  /** The processor's code of a failure, such as `account_closed`; `canceled` when it was called off. */
  failureCode: string | null;
  arrivesAt: Date;
  createdAt: Date;
  amountMicros: bigint;
  currency: string;
  /** The bank account that it goes to. */
  bankRef: string | null;
  /** The processor says what is in it: not for one that was asked for by hand or at once. */
  sourcesKnown: boolean;
  /** The transfers that it takes to the bank. */
  receivedRefs: string[];
  /** Earlier payouts that failed and whose money it takes along. */
  retriedPayoutRefs: string[];
}

/** Money out: creators' accounts at the processor, and what goes from them to their banks. */
export interface Payouts {
  /**
   * The reference of a new account that can receive transfers once the processor knows enough about its
   * holder. Asking again with the same creation key gives the same account.
   */
  createAccount(account: NewAccount): Promise<string>;
  /** Where the holder tells the processor what it wants to know: an address for one visit, within minutes. */
  createAccountLink(accountRef: string, to: OnboardingAddresses): Promise<string>;
  /** What the processor says about an account now; null when it has none of this reference. */
  readAccount(accountRef: string): Promise<AccountFacts | null>;
  /** Where an account is paid out to now: the references that its payouts go to by default. */
  listDefaultBanks(accountRef: string): Promise<string[]>;
  /** Moves money to an account. The same payout is the same key, for a day. Only a refusal is certain. */
  createTransfer(transfer: NewTransfer): Promise<TransferFacts>;
  /** The transfer that was made for a payout, or null if there is none. */
  findTransfer(payout: Identity): Promise<TransferFacts | null>;
  /** A transfer as it is now; null when the processor has none of this reference. */
  readTransfer(transferRef: string): Promise<TransferFacts | null>;
  /** Takes back what is left of a transfer; repeatable. Refused if the account no longer holds it. */
  reverseTransfer(transferRef: string): Promise<void>;
  /** A payout from an account to its bank, with what is in it; null when the processor has none. */
  readBankPayout(bankPayoutRef: string, accountRef: string): Promise<BankPayoutFacts | null>;
  /** The references of the payouts that an account made to its bank since a moment, the oldest first. */
  listBankPayouts(accountRef: string, since: Date): Promise<string[]>;
}
