import type Stripe from 'stripe';
import { z } from 'zod';
import { declineFields } from '../cards/declines.ts';
import { declineOf, TEST_CARDS } from '../cards/test-cards.ts';
import { ApiError, cardDeclined, invalidRequest, resourceMissing } from '../http/errors.ts';
import { createdWithin, pageOf } from '../http/lists.ts';
import {
  boolean,
  created,
  expandable,
  list,
  mergeMetadata,
  metadata,
  notInSandbox,
  oneOf,
  pagination,
  text,
  url,
} from '../http/params.ts';
import { type Route, route } from '../http/routes.ts';
import { newClientSecret, newId } from '../ids.ts';
import { saveToCustomer } from '../payments/attach-method.ts';
import { typesLeft } from '../payments/build-intent.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { nowSeconds, type World } from '../world.ts';
import { getCustomerOrThrow } from './customers.ts';
import { resolveMethod } from './payment-methods.ts';

const confirmable = {
  ...expandable,
  allowed_payment_method_types: list(text()).optional(),
  payment_method: text().optional(),
  return_url: url().optional(),
  use_stripe_sdk: boolean().optional(),
  ...notInSandbox('confirmation_token', 'mandate_data', 'payment_method_data', 'payment_method_options'),
};
const createParams = z.strictObject({
  ...confirmable,
  automatic_payment_methods: z
    .strictObject({ enabled: boolean(), allow_redirects: oneOf('always', 'never').optional() })
    .optional(),
  confirm: boolean().optional(),
  customer: text().optional(),
  description: text(1000).optional(),
  excluded_payment_method_types: list(text()).optional(),
  metadata: metadata().optional(),
  usage: oneOf('off_session', 'on_session').optional(),
  ...notInSandbox('attach_to_self', 'customer_account', 'flow_directions', 'on_behalf_of'),
  ...notInSandbox('payment_method_configuration', 'single_use'),
});
const confirmParams = z.strictObject(confirmable);
const listParams = z.strictObject({
  ...pagination,
  created: created().optional(),
  customer: text().optional(),
  payment_method: text().optional(),
});

function getOrThrow(world: World, id: string): Stripe.SetupIntent {
  const row = world.store.get('setup_intent', id);
  if (row) return row.object;
  throw new ApiError(404, resourceMissing('setupintent', id, 'intent').body);
}

function create(world: World, params: z.output<typeof createParams>): Stripe.SetupIntent {
  if (params.customer) getCustomerOrThrow(world, params.customer, 'customer');
  const id = newId('seti');
  const automatic = !params.allowed_payment_method_types;
  const intent: Stripe.SetupIntent = {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    application: null,
    automatic_payment_methods: automatic
      ? { enabled: true, allow_redirects: params.automatic_payment_methods?.allow_redirects ?? 'always' }
      : null,
    cancellation_reason: null,
    client_secret: newClientSecret(id),
    created: nowSeconds(world),
    customer: params.customer ?? null,
    customer_account: null,
    description: params.description ?? null,
    excluded_payment_method_types: params.excluded_payment_method_types ?? null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    managed_payments: { enabled: false },
    mandate: null,
    metadata: mergeMetadata({}, params.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: automatic ? { id: 'pmc_farthing_sandbox', parent: null } : null,
    payment_method_options: {
      card: { mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: typesLeft(
      params.allowed_payment_method_types,
      params.excluded_payment_method_types,
    ),
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: params.usage ?? 'off_session',
  };
  world.store.put('setup_intent', id, { object: intent, hidden: null });
  emitEvent(world, 'setup_intent.created', intent);
  if (!params.payment_method) return intent;
  if (params.confirm) return confirm(world, id, params);
  const method = resolveMethod(world, params.payment_method, 'payment_method').object.id;
  return world.store.edit('setup_intent', id, ({ object }) => {
    object.payment_method = method;
    object.status = 'requires_confirmation';
  }).object;
}

function confirm(world: World, id: string, params: z.output<typeof confirmParams>): Stripe.SetupIntent {
  const intent = getOrThrow(world, id);
  if (!['requires_payment_method', 'requires_confirmation'].includes(intent.status)) {
    const message = `You cannot confirm this SetupIntent because it has a status of ${intent.status}.`;
    throw invalidRequest(message, { code: 'setup_intent_unexpected_state' });
  }
  const chosen = params.payment_method ?? intent.payment_method;
  if (typeof chosen !== 'string') {
    const message = "You cannot confirm this SetupIntent because it's missing a payment method.";
    throw invalidRequest(message, { code: 'setup_intent_unexpected_state' });
  }
  const { object: method, hidden } = resolveMethod(world, chosen, 'payment_method');
  const card = TEST_CARDS[hidden.testCard ?? ''];
  if (card?.authentication && !hidden.setUpForOffSession)
    return requireAction(world, id, method.id, params.return_url);
  const decline = declineOf(hidden.testCard);
  if (decline && !card?.attaches) {
    const fields = { type: 'card_error' as const, ...declineFields(decline) };
    const failed = world.store.edit('setup_intent', id, ({ object }) => {
      object.status = 'requires_payment_method';
      object.last_setup_error = { ...fields, payment_method: method };
    }).object;
    emitEvent(world, 'setup_intent.setup_failed', failed);
    throw cardDeclined({ ...fields, setup_intent: failed, payment_method: method });
  }
  return finishSetup(world, id, method.id);
}

function requireAction(
  world: World,
  id: string,
  method: string,
  returnUrl: string | undefined,
): Stripe.SetupIntent {
  const { object } = world.store.edit('setup_intent', id, (row) => {
    row.object.payment_method = method;
    row.object.status = 'requires_action';
    row.object.next_action = {
      type: 'redirect_to_url',
      redirect_to_url: { return_url: returnUrl ?? null, url: `${world.publicUrl()}/c/authenticate/${id}` },
    };
  });
  emitEvent(world, 'setup_intent.requires_action', object);
  return object;
}

/** The card may be charged from now on: saved, and 3D Secure isn't asked again where it allows that. */
export function finishSetup(world: World, id: string, method: string): Stripe.SetupIntent {
  const { object } = world.store.edit('setup_intent', id, (row) => {
    row.object.status = 'succeeded';
    row.object.payment_method = method;
    row.object.next_action = null;
    row.object.last_setup_error = null;
  });
  if (typeof object.customer === 'string') saveToCustomer(world, method, object.customer, 'limited');
  world.store.edit('payment_method', method, ({ hidden }) => {
    if (object.usage === 'off_session') hidden.setUpForOffSession = true;
  });
  emitEvent(world, 'setup_intent.succeeded', object);
  return object;
}

export const setupIntentRoutes: Route[] = [
  route('POST', '/v1/setup_intents', createParams, ({ world, params }) => create(world, params)),
  route('GET', '/v1/setup_intents', listParams, ({ world, params, path }) => {
    const intents = world.store
      .all('setup_intent')
      .map((row) => row.object)
      .filter((one) => createdWithin(one.created, params.created))
      .filter((one) => (params.customer ?? one.customer) === one.customer)
      .filter((one) => (params.payment_method ?? one.payment_method) === one.payment_method);
    return pageOf(intents.reverse(), params, path);
  }),
  route(
    'GET',
    '/v1/setup_intents/:id',
    z.strictObject({ ...expandable, client_secret: text().optional() }),
    ({ world, id }) => getOrThrow(world, id),
  ),
  route('POST', '/v1/setup_intents/:id/confirm', confirmParams, ({ world, id, params }) =>
    confirm(world, id, params),
  ),
];
