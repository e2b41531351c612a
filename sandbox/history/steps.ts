import type { BankAccount } from '../connect/bank-accounts.ts';

interface At {
  /** Milliseconds since 1970. */
  at: number;
}

/** What somebody did in the past. `key` names what came of it, for later steps and for the answers. */
export type Step = At &
  (
    | { do: 'customer'; key: string; email: string; metadata: Record<string, string> }
    | {
        do: 'checkout';
        key: string;
        customer: string;
        /** Minor units. */
        amount: number;
        currency: string;
        description: string;
        metadata: Record<string, string>;
        saveCard: boolean;
        successUrl: string;
        /** Seconds since 1970. */
        expiresAt: number;
        locale: string;
      }
    /** A submit of the hosted page with a test card. */
    | { do: 'pay'; checkout: string; card: string; name: string }
    | {
        do: 'refund';
        key: string;
        checkout: string;
        amount: number;
        reason: string | null;
        metadata: Record<string, string>;
      }
    | { do: 'dispute'; key: string; checkout: string; reason: string }
    | { do: 'decide'; dispute: string; ending: 'win' | 'lose' }
    | {
        do: 'account';
        key: string;
        email: string;
        name: string;
        country: string;
        currency: string;
        metadata: Record<string, string>;
      }
    | { do: 'onboard'; account: string; bank: BankAccount; outcome: 'active' | 'restricted' }
    | { do: 'bank'; account: string; bank: BankAccount }
    | {
        do: 'transfer';
        key: string;
        account: string;
        amount: number;
        currency: string;
        group: string;
        metadata: Record<string, string>;
      }
    | { do: 'reverse'; transfer: string }
    /** The platform adds to its own balance. */
    | { do: 'fund'; amount: number; currency: string }
    /** Stripe charges the platform for something of its own. */
    | { do: 'charge_platform'; amount: number; currency: string; description: string }
  );

export interface Paid {
  intent: string;
  charge: string;
  transaction: string;
  /** Minor units. */
  fee: number;
  brand: string;
  last4: string;
}

interface Movement {
  id: string;
  amount: number;
  fee: number;
}

/** What the steps made, by their keys. */
export interface Answers {
  customers: Map<string, string>;
  checkouts: Map<
    string,
    { session: string; intent: string | null; paid: Paid | null; declineCode: string | null }
  >;
  refunds: Map<string, { id: string; transaction: string }>;
  disputes: Map<string, { id: string; status: string; dueBy: number | null; movements: Movement[] }>;
  accounts: Map<string, { id: string; bankId: string | null; requirements: string[] }>;
  transfers: Map<
    string,
    {
      id: string;
      destinationPayment: string;
      payout: string;
      status: string;
      arrival: number;
      failureCode: string | null;
    }
  >;
}
