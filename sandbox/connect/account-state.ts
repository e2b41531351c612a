import type Stripe from 'stripe';
import { resourceMissingV2 } from '../http/errors.ts';
import { emitThinEvent } from '../webhooks/emit-thin-event.ts';
import type { World } from '../world.ts';

type Account = Stripe.V2.Core.Account;
type Transfers = Stripe.V2.Core.Account.Configuration.Recipient.Capabilities.StripeBalance.StripeTransfers;
type Entry = Stripe.V2.Core.Account.Requirements.Entry;

/** How an onboarding can end. `restricted`: something is still asked for. */
export type AccountOutcome = 'active' | 'restricted' | 'rejected';

const CAPABILITY = 'stripe_balance.stripe_transfers';
const ASKED_AT_FIRST = [
  'identity.individual.given_name',
  'identity.individual.surname',
  'identity.individual.date_of_birth',
  'identity.individual.address',
  'identity.attestations.terms_of_service.account',
  'configuration.recipient.default_outbound_destination',
];
const ASKED_LATER = ['identity.individual.documents.primary_verification'];

const DETAILS: Record<AccountOutcome, Transfers['status_details']> = {
  active: [],
  restricted: [{ code: 'requirements_past_due', resolution: 'provide_info' }],
  rejected: [{ code: 'rejected_other', resolution: 'contact_stripe' }],
};

export function getAccountOrThrow(world: World, id: string): Account {
  const row = world.store.get('v2.core.account', id);
  if (!row) throw resourceMissingV2('account', id);
  return row.object;
}

export function transfersOf(account: Account): Transfers | undefined {
  return account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers;
}

/** What a new account that asked to receive transfers looks like to its capability. */
export function restrictedFromTheStart(): Transfers {
  return { status: 'restricted', status_details: DETAILS.restricted };
}

export function askedAtFirst(): Stripe.V2.Core.Account.Requirements {
  return requirementsFor(ASKED_AT_FIRST);
}

/** Ends an onboarding, or changes the account later, and reports it when the capability changed. */
export function setOutcome(world: World, id: string, outcome: AccountOutcome): void {
  const before = transfersOf(getAccountOrThrow(world, id))?.status;
  world.store.edit('v2.core.account', id, ({ object }) => {
    const transfers = transfersOf(object);
    if (transfers) Object.assign(transfers, { status: outcome, status_details: DETAILS[outcome] });
    object.requirements = requirementsFor(outcome === 'restricted' ? ASKED_LATER : []);
  });
  emitThinEvent(world, 'v2.core.account[requirements].updated', id, {});
  if (before === undefined || before === outcome) return;
  emitThinEvent(world, 'v2.core.account[configuration.recipient].capability_status_updated', id, {
    updated_capability: CAPABILITY,
  });
}

function requirementsFor(descriptions: string[]): Stripe.V2.Core.Account.Requirements {
  return {
    entries: descriptions.map(entryFor),
    ...(descriptions.length > 0 && { summary: { minimum_deadline: { status: 'past_due' as const } } }),
  };
}

function entryFor(description: string): Entry {
  return {
    awaiting_action_from: 'user',
    description,
    errors: [],
    impact: {
      restricts_capabilities: [
        { capability: CAPABILITY, configuration: 'recipient', deadline: { status: 'past_due' } },
      ],
    },
    minimum_deadline: { status: 'past_due' },
    requested_reasons: [{ code: 'routine_onboarding' }],
  };
}
