import type Stripe from 'stripe';
import { z } from 'zod';
import { askedAtFirst, getAccountOrThrow, restrictedFromTheStart } from '../connect/account-state.ts';
import { invalidRequest } from '../http/errors.ts';
import {
  boolean,
  currency,
  email,
  list,
  mergeMetadata,
  metadata,
  notInSandbox,
  oneOf,
  text,
} from '../http/params.ts';
import { type Route, routeV2 } from '../http/routes.ts';
import { newId } from '../ids.ts';
import { emitThinEvent } from '../webhooks/emit-thin-event.ts';
import type { World } from '../world.ts';

const include = {
  include: list(
    oneOf(
      'configuration.customer',
      'configuration.merchant',
      'configuration.recipient',
      'defaults',
      'future_requirements',
      'identity',
      'requirements',
    ),
  ).optional(),
};
const country = () => text(2).transform((code) => code.toLowerCase());
const recipient = z.strictObject({
  capabilities: z
    .strictObject({
      stripe_balance: z
        .strictObject({
          stripe_transfers: z.strictObject({ requested: boolean() }).optional(),
          ...notInSandbox('payouts'),
        })
        .optional(),
      ...notInSandbox('bank_accounts', 'cards'),
    })
    .optional(),
});
const shared = {
  ...include,
  configuration: z
    .strictObject({ recipient: recipient.optional(), ...notInSandbox('customer', 'merchant') })
    .optional(),
  contact_email: email().optional(),
  dashboard: oneOf('express', 'full', 'none').optional(),
  defaults: z
    .strictObject({
      currency: currency().optional(),
      responsibilities: z
        .strictObject({
          fees_collector: oneOf('application', 'application_custom', 'application_express', 'stripe'),
          losses_collector: oneOf('application', 'stripe'),
        })
        .optional(),
      ...notInSandbox('locales', 'profile'),
    })
    .optional(),
  display_name: text().optional(),
  identity: z
    .strictObject({
      country: country().optional(),
      entity_type: oneOf('company', 'government_entity', 'individual', 'non_profit').optional(),
      ...notInSandbox('attestations', 'business_details', 'individual'),
    })
    .optional(),
  metadata: metadata().optional(),
  ...notInSandbox('account_token', 'contact_phone'),
};
const writeParams = z.strictObject(shared);
const readParams = z.strictObject(include);

type WriteParams = z.output<typeof writeParams>;
type Included = z.output<typeof readParams>['include'];

const INCLUDABLE = ['configuration', 'defaults', 'future_requirements', 'identity', 'requirements'] as const;

/** As Stripe answers it: what was not asked for with `include` is null. */
function shown(account: Stripe.V2.Core.Account, included: Included = []): { object: string } {
  const hidden = INCLUDABLE.filter(
    (name) => !included.some((one) => one === name || one.startsWith(`${name}.`)),
  );
  return { ...account, ...Object.fromEntries(hidden.map((name) => [name, null])) };
}

/** Makes a connected account that has yet to say who it is. */
export function createAccount(world: World, params: WriteParams): Stripe.V2.Core.Account {
  const { configuration, defaults, identity } = params;
  const requested = configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.requested;
  if (requested && !identity?.country) {
    throw invalidRequest('An identity country is required to request this capability.', {
      code: 'invalid_fields',
      param: 'identity.country',
    });
  }
  const responsibilities = defaults?.responsibilities;
  const account: Stripe.V2.Core.Account = {
    id: newId('acct'),
    object: 'v2.core.account',
    applied_configurations: configuration?.recipient ? ['recipient'] : [],
    closed: false,
    configuration: {
      ...(configuration?.recipient && {
        recipient: {
          applied: true,
          capabilities: {
            ...(requested && { stripe_balance: { stripe_transfers: restrictedFromTheStart() } }),
          },
        },
      }),
    },
    ...(params.contact_email && { contact_email: params.contact_email }),
    created: new Date(world.nowMs()).toISOString(),
    dashboard: params.dashboard ?? 'none',
    defaults: {
      currency: defaults?.currency,
      responsibilities: { ...responsibilities, requirements_collector: 'stripe' },
    },
    ...(params.display_name && { display_name: params.display_name }),
    future_requirements: { entries: [] },
    identity: { ...identity },
    livemode: false,
    metadata: mergeMetadata({}, params.metadata),
    requirements: requested ? askedAtFirst() : { entries: [] },
  };
  const hidden = { bankAccount: '', bankAccountId: '' };
  world.store.put('v2.core.account', account.id, { object: account, hidden });
  emitThinEvent(world, 'v2.core.account.created', account.id, {});
  return account;
}

function update(world: World, id: string, params: WriteParams): Stripe.V2.Core.Account {
  if (params.configuration || params.defaults || params.dashboard) {
    throw invalidRequest('The sandbox changes only the contact, the name, the identity and the metadata.', {
      code: 'parameter_unsupported_in_sandbox',
    });
  }
  getAccountOrThrow(world, id);
  const { object } = world.store.edit('v2.core.account', id, (row) => {
    if (params.contact_email) row.object.contact_email = params.contact_email;
    if (params.display_name) row.object.display_name = params.display_name;
    if (params.identity) row.object.identity = { ...row.object.identity, ...params.identity };
    row.object.metadata = mergeMetadata(row.object.metadata ?? {}, params.metadata ?? {});
  });
  emitThinEvent(world, 'v2.core.account.updated', id, {});
  return object;
}

export const accountV2Routes: Route[] = [
  routeV2('POST', '/v2/core/accounts', writeParams, ({ world, params }) =>
    shown(createAccount(world, params), params.include),
  ),
  routeV2('GET', '/v2/core/accounts/:id', readParams, ({ world, id, params }) =>
    shown(getAccountOrThrow(world, id), params.include),
  ),
  routeV2('POST', '/v2/core/accounts/:id', writeParams, ({ world, id, params }) =>
    shown(update(world, id, params), params.include),
  ),
];
