import 'server-only';
import type { OnboardingAddresses } from '../../port/payouts';
import { stripe } from '../client';

export async function createAccountLink(accountId: string, to: OnboardingAddresses): Promise<string> {
  const link = await stripe().v2.core.accountLinks.create({
    account: accountId,
    use_case: {
      type: 'account_onboarding',
      account_onboarding: { refresh_url: to.refreshUrl, return_url: to.returnUrl },
    },
  });
  return link.url;
}
