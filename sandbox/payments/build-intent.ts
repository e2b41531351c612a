import type Stripe from 'stripe';
import { newClientSecret, newId } from '../ids.ts';
import type { Tables } from '../records.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import { nowSeconds, type World } from '../world.ts';

interface IntentInput {
  amount: number;
  currency: string;
  customer: string | null;
  description?: string | null;
  metadata?: Record<string, string>;
  receiptEmail?: string | null;
  setupFutureUsage?: string | null;
  statementDescriptor?: string | null;
  statementDescriptorSuffix?: string | null;
  storedCredentialUsage?: string | null;
  transferGroup?: string | null;
  /** Types that the caller allows; null leaves it to the account's settings. */
  allowedTypes?: string[] | null;
  excludedTypes?: string[] | null;
  allowRedirects?: 'always' | 'never';
  session?: string | null;
}

const PAYMENT_METHOD_TYPES = ['card', 'us_bank_account'];

/** Which of the sandbox's two kinds of payment a call leaves open. */
export function typesLeft(
  allowed: string[] | null | undefined,
  excluded: string[] | null | undefined,
): string[] {
  return PAYMENT_METHOD_TYPES.filter(
    (type) => (allowed?.includes(type) ?? true) && !excluded?.includes(type),
  );
}

/** Creates and announces a payment intent that waits for a payment method. Amount in minor units. */
export function createIntent(world: World, input: IntentInput): Tables['payment_intent'] {
  const id = newId('pi');
  const automatic = !input.allowedTypes;
  const intent: Stripe.PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: input.allowedTypes ?? null,
    amount: input.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: automatic
      ? { enabled: true, allow_redirects: input.allowRedirects ?? 'always' }
      : null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: newClientSecret(id),
    confirmation_method: 'automatic',
    created: nowSeconds(world),
    currency: input.currency,
    customer: input.customer,
    customer_account: null,
    description: input.description ?? null,
    excluded_payment_method_types: input.excludedTypes ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: input.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: automatic ? { id: 'pmc_farthing_sandbox', parent: null } : null,
    payment_method_options: {
      card: {
        installments: null,
        mandate_options: null,
        network: null,
        request_three_d_secure: 'automatic',
        ...(input.storedCredentialUsage && { stored_credential_usage: input.storedCredentialUsage }),
      },
    },
    payment_method_types: typesLeft(input.allowedTypes, input.excludedTypes),
    payment_record: null,
    processing: null,
    receipt_email: input.receiptEmail ?? null,
    review: null,
    setup_future_usage: input.setupFutureUsage ?? null,
    shipping: null,
    source: null,
    statement_descriptor: input.statementDescriptor ?? null,
    statement_descriptor_suffix: input.statementDescriptorSuffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: input.transferGroup ?? null,
  };
  emitEvent(world, 'payment_intent.created', intent);
  return world.store.put('payment_intent', id, {
    object: intent,
    hidden: { session: input.session ?? null, returnUrl: null, authenticated: false },
  });
}

export function cancelIntent(world: World, id: string, reason: string | null): Stripe.PaymentIntent {
  const { object } = world.store.edit('payment_intent', id, ({ object: intent }) => {
    intent.status = 'canceled';
    intent.canceled_at = nowSeconds(world);
    intent.cancellation_reason = reason;
    intent.next_action = null;
  });
  emitEvent(world, 'payment_intent.canceled', object);
  return object;
}
