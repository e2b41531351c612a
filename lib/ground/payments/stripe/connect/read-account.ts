import 'server-only';
import type Stripe from 'stripe';
import type { AccountFacts } from '../../port/payouts';
import { stripe } from '../client';
import { isRefused } from '../errors';

export async function readAccount(accountId: string): Promise<AccountFacts | null> {
  try {
    const account = await stripe().v2.core.accounts.retrieve(accountId, {
      include: ['configuration.recipient', 'requirements'],
    });
    return factsOf(account);
  } catch (error) {
    if (isAccountGone(error)) return null;
    throw error;
  }
}

/** Stripe has no account of this id: other keys, or a sandbox made again. */
function isAccountGone(error: unknown): boolean {
  return isRefused(error) && error.statusCode === 404;
}

function factsOf(account: Stripe.V2.Core.Account): AccountFacts {
  const transfers = account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers;
  const requirements = (account.requirements?.entries ?? [])
    .filter((entry) => entry.awaiting_action_from === 'user')
    .map((entry) => entry.description);
  return { status: statusOf(transfers, requirements), requirements };
}

type Transfers = Stripe.V2.Core.Account.Configuration.Recipient.Capabilities.StripeBalance.StripeTransfers;

// `stripe_transfers` decides, not whether the account may pay out to its bank: it is what a transfer needs.
function statusOf(transfers: Transfers | undefined, requirements: string[]): AccountFacts['status'] {
  if (transfers?.status === 'active') return 'verified';
  if (transfers?.status === 'rejected' || transfers?.status === 'unsupported') return 'rejected';
  const asked = transfers?.status_details.some((detail) => detail.resolution === 'provide_info');
  return asked || requirements.length > 0 || !transfers ? 'requirements_due' : 'in_review';
}
