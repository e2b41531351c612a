import 'server-only';
import type { NewAccount } from '../../port/payouts';
import { stripe } from '../client';
import { isKeyUsedUp } from '../errors';

const MAX_KEYS = 3;

/** Leaves a key with a useless answer for the next: an account it may have made stays empty. */
export async function createAccount(input: NewAccount): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const suffix = attempt === 1 ? '' : `-${attempt}`;
    try {
      const account = await stripe().v2.core.accounts.create(paramsOf(input), {
        idempotencyKey: `payout-account-${input.creationKey}${suffix}`,
      });
      return account.id;
    } catch (error) {
      if (attempt === MAX_KEYS || !isKeyUsedUp(error)) throw error;
    }
  }
}

function paramsOf(input: NewAccount) {
  return {
    contact_email: input.email,
    display_name: input.displayName,
    dashboard: 'express' as const,
    identity: { country: input.country, entity_type: input.entityType },
    configuration: {
      recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
    },
    defaults: {
      currency: input.currency,
      responsibilities: { fees_collector: 'application' as const, losses_collector: 'application' as const },
    },
    metadata: { creator_id: String(input.creatorId) },
  };
}
