import 'server-only';
import { stripe } from '../client';

interface Addresses {
  /** Where Stripe sends a person whose link was used or is too old; it makes a new one. */
  refreshUrl: string;
  /** Where Stripe sends a person who is done, or gave up: it says nothing of the result. */
  returnUrl: string;
}

/** Stripe's onboarding address for this account: one visit, within minutes. Throws what the SDK throws. */
export async function createAccountLink(accountId: string, to: Addresses): Promise<string> {
  const link = await stripe().v2.core.accountLinks.create({
    account: accountId,
    use_case: {
      type: 'account_onboarding',
      account_onboarding: { refresh_url: to.refreshUrl, return_url: to.returnUrl },
    },
  });
  return link.url;
}
