import type Stripe from 'stripe';
import type { World } from '../world.ts';

/** The bank account of a connected account as API v1 shows it; null before the onboarding. */
export function bankAccountOf(world: World, account: string): Stripe.BankAccount | null {
  const row = world.store.get('v2.core.account', account);
  if (!row?.hidden.bankAccountId) return null;
  return {
    id: row.hidden.bankAccountId,
    object: 'bank_account',
    account,
    account_holder_name: null,
    account_holder_type: null,
    account_type: null,
    available_payout_methods: ['standard'],
    bank_name: 'STRIPE TEST BANK',
    country: (row.object.identity?.country ?? 'us').toUpperCase(),
    currency: row.object.defaults?.currency ?? 'usd',
    default_for_currency: true,
    fingerprint: null,
    last4: row.hidden.bankAccount.slice(-4),
    metadata: {},
    routing_number: '110000000',
    status: 'new',
  };
}
