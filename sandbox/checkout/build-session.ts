import type Stripe from 'stripe';
import { invalidRequest } from '../http/errors.ts';
import { mergeMetadata } from '../http/params.ts';
import { newId } from '../ids.ts';
import { scheduleJob } from '../jobs.ts';
import { formatAmount, LARGEST_AMOUNT, requireChargeable } from '../money/currencies.ts';
import { typesLeft } from '../payments/build-intent.ts';
import type { SessionFacts, WireLineItem } from '../records.ts';
import { getCustomerOrThrow } from '../resources/customers.ts';
import { nowSeconds, type World } from '../world.ts';
import { buildLineItem } from './build-line-items.ts';
import type { CreateSessionParams } from './session-params.ts';

const HALF_HOUR = 30 * 60;
const DAY = 24 * 3600;
/** Stripe allows for clocks and the request's journey; otherwise `now + 30 min` would be refused. */
const CLOCK_TOLERANCE = 60;

/** Checks a Checkout Session and stores it, open. */
export function createSession(world: World, params: CreateSessionParams): Stripe.Checkout.Session {
  if (params.customer && params.customer_email) {
    throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', {
      param: 'customer',
    });
  }
  const customer = params.customer ? getCustomerOrThrow(world, params.customer, 'customer') : null;
  const lineItems = buildItems(world, params);
  const { amount, currency } = totalOf(lineItems);
  const created = nowSeconds(world);
  const expiresAt = readExpiry(params.expires_at, created);
  const types = typesLeft(params.allowed_payment_method_types, params.excluded_payment_method_types);
  if (types.length === 0) throw invalidRequest('No valid payment method types for this Checkout Session.');
  const id = newId('cs');
  const session: Stripe.Checkout.Session = {
    ...unusedFeatures(),
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? true },
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_subtotal: amount,
    amount_total: amount,
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    consent_collection: params.consent_collection
      ? {
          payment_method_reuse_agreement: params.consent_collection.payment_method_reuse_agreement ?? null,
          promotions: 'none',
          terms_of_service: 'none',
        }
      : null,
    created,
    currency,
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: params.custom_text?.submit ?? null,
      terms_of_service_acceptance: null,
    },
    customer: customer?.id ?? null,
    customer_creation: customer ? null : (params.customer_creation ?? 'if_required'),
    customer_details: detailsOf(customer?.email ?? params.customer_email ?? null, customer?.name ?? null),
    customer_email: params.customer_email ?? null,
    ...(params.excluded_payment_method_types && {
      excluded_payment_method_types: params.excluded_payment_method_types,
    }),
    expires_at: expiresAt,
    integration_identifier: params.integration_identifier ?? null,
    locale: params.locale ?? null,
    metadata: mergeMetadata({}, params.metadata),
    origin_context: params.origin_context ?? null,
    payment_method_types: types,
    saved_payment_method_options: savingOf(params, customer !== null),
    submit_type: params.submit_type ?? null,
    success_url: params.success_url,
    url: `${world.publicUrl()}/c/pay/${id}`,
  };
  world.store.put('checkout.session', id, { object: session, hidden: factsOf(world, params, lineItems) });
  scheduleJob(world, 'expire_session', id, expiresAt * 1000);
  return session;
}

export function detailsOf(
  email: string | null,
  name: string | null,
): Stripe.Checkout.Session.CustomerDetails | null {
  if (email === null && name === null) return null;
  return {
    address: null,
    business_name: null,
    email,
    individual_name: null,
    name,
    phone: null,
    tax_exempt: 'none',
    tax_ids: null,
  };
}

function buildItems(world: World, params: CreateSessionParams): WireLineItem[] {
  if (!params.line_items || params.line_items.length === 0) {
    throw invalidRequest('The `line_items` parameter is required in payment mode.', {
      code: 'parameter_missing',
      param: 'line_items',
    });
  }
  return params.line_items.map((item, index) => buildLineItem(world, item, index));
}

function totalOf(items: WireLineItem[]): { amount: number; currency: string } {
  const currency = items[0]?.currency ?? 'usd';
  if (items.some((item) => item.currency !== currency)) {
    throw invalidRequest('All prices on a Checkout Session must have the same currency.', {
      param: 'line_items',
    });
  }
  const amount = items.reduce((sum, item) => sum + item.amount_total, 0);
  if (amount > LARGEST_AMOUNT) {
    const message =
      `The Checkout Session's total amount due must be no more than ` +
      `${formatAmount(LARGEST_AMOUNT, currency)}.`;
    throw invalidRequest(message, { code: 'amount_too_large', param: 'line_items' });
  }
  requireChargeable(amount, currency, 'line_items');
  return { amount, currency };
}

function readExpiry(asked: number | undefined, created: number): number {
  if (asked === undefined) return created + DAY;
  if (asked < created + HALF_HOUR - CLOCK_TOLERANCE) {
    throw invalidRequest(
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
      {
        param: 'expires_at',
      },
    );
  }
  if (asked > created + DAY + CLOCK_TOLERANCE) {
    throw invalidRequest(
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
      {
        param: 'expires_at',
      },
    );
  }
  return asked;
}

function savingOf(
  params: CreateSessionParams,
  hasCustomer: boolean,
): Stripe.Checkout.Session.SavedPaymentMethodOptions | null {
  const asked = params.saved_payment_method_options;
  if (!asked && !hasCustomer) return null;
  return {
    allow_redisplay_filters: asked?.allow_redisplay_filters ?? ['always'],
    payment_method_remove: asked?.payment_method_remove ?? 'disabled',
    payment_method_save: asked?.payment_method_save ?? null,
  };
}

function factsOf(world: World, params: CreateSessionParams, lineItems: WireLineItem[]): SessionFacts {
  const data = params.payment_intent_data;
  return {
    lineItems,
    merchantName: world.merchantName,
    setupFutureUsage:
      data?.setup_future_usage ?? params.payment_method_options?.card?.setup_future_usage ?? null,
    intentMetadata: mergeMetadata({}, data?.metadata),
    intentDescription: data?.description ?? null,
    receiptEmail: data?.receipt_email ?? null,
    statementDescriptor: data?.statement_descriptor ?? null,
    statementDescriptorSuffix: data?.statement_descriptor_suffix ?? null,
    storedCredentialUsage: null,
    refusedAttempts: {},
    saveCard: false,
    payer: { email: null, name: null },
  };
}

/** What a session has in Stripe's shape although nothing here uses it. */
function unusedFeatures() {
  return {
    after_expiration: null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    client_secret: null,
    collected_information: null,
    consent: null,
    currency_conversion: null,
    custom_fields: [],
    customer_account: null,
    discounts: [],
    invoice: null,
    invoice_creation: {
      enabled: false,
      invoice_data: {
        account_tax_ids: null,
        custom_fields: null,
        description: null,
        footer: null,
        issuer: null,
        metadata: {},
        rendering_options: null,
      },
    },
    livemode: false,
    managed_payments: { enabled: false },
    mode: 'payment',
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: { id: 'pmc_farthing_sandbox', parent: null },
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    subscription: null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    wallet_options: null,
  } satisfies Partial<Stripe.Checkout.Session>;
}
