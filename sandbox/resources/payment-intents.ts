import type Stripe from 'stripe';
import { z } from 'zod';
import { ApiError, cardDeclined, docUrl, invalidRequest, resourceMissing } from '../http/errors.ts';
import { createdWithin, pageOf } from '../http/lists.ts';
import { expandable, mergeMetadata, text } from '../http/params.ts';
import { type Route, route } from '../http/routes.ts';
import { requireChargeable } from '../money/currencies.ts';
import { alreadyUsed } from '../payments/attach-method.ts';
import { cancelIntent, createIntent } from '../payments/build-intent.ts';
import { confirmIntent } from '../payments/confirm-intent.ts';
import type { World } from '../world.ts';
import { getCustomerOrThrow } from './customers.ts';
import {
  type ConfirmParams,
  type CreateParams,
  cancelParams,
  confirmParams,
  createParams,
  listParams,
  updateParams,
} from './payment-intent-params.ts';
import { resolveMethod } from './payment-methods.ts';

export function getIntentOrThrow(world: World, id: string, param = 'intent'): Stripe.PaymentIntent {
  const row = world.store.get('payment_intent', id);
  if (row) return row.object;
  const { body } = resourceMissing('payment_intent', id, param);
  throw new ApiError(param === 'intent' ? 404 : 400, body);
}

function create(world: World, params: CreateParams): Stripe.PaymentIntent {
  requireChargeable(params.amount, params.currency, 'amount');
  if (params.off_session !== undefined && params.off_session !== false && !params.confirm) {
    throw invalidRequest(
      'The parameter `off_session` cannot be passed when creating a PaymentIntent unless `confirm` is ' +
        'set to true.',
      {
        param: 'off_session',
      },
    );
  }
  if (params.customer) getCustomerOrThrow(world, params.customer, 'customer');
  const { object } = createIntent(world, {
    amount: params.amount,
    currency: params.currency,
    customer: params.customer ?? null,
    description: params.description,
    metadata: mergeMetadata({}, params.metadata),
    receiptEmail: params.receipt_email,
    setupFutureUsage: params.setup_future_usage,
    statementDescriptor: params.statement_descriptor,
    statementDescriptorSuffix: params.statement_descriptor_suffix,
    storedCredentialUsage: params.payment_method_options?.card?.stored_credential_usage,
    transferGroup: params.transfer_group,
    allowedTypes:
      params.allowed_payment_method_types ??
      (params.automatic_payment_methods?.enabled === false ? ['card'] : null),
    excludedTypes: params.excluded_payment_method_types,
    allowRedirects: params.automatic_payment_methods?.allow_redirects,
  });
  if (params.confirm) return confirm(world, object.id, params);
  return params.payment_method ? choose(world, object, params.payment_method) : object;
}

/** Puts a payment method on an intent that is not confirmed yet. */
function choose(world: World, intent: Stripe.PaymentIntent, method: string): Stripe.PaymentIntent {
  const id = usableMethod(world, intent, method);
  return world.store.edit('payment_intent', intent.id, ({ object }) => {
    object.payment_method = id;
    object.status = 'requires_confirmation';
  }).object;
}

function confirm(world: World, id: string, params: ConfirmParams): Stripe.PaymentIntent {
  const intent = getIntentOrThrow(world, id);
  requireStatus(intent, ['requires_payment_method', 'requires_confirmation', 'requires_action'], 'confirm');
  const chosen = params.payment_method ?? intent.payment_method;
  if (typeof chosen !== 'string') {
    throw invalidRequest(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either " +
        'update the PaymentIntent with a payment method and then confirm it again, or confirm it again ' +
        'directly with a payment method.',
      { code: 'payment_intent_unexpected_state' },
    );
  }
  const offSession = params.off_session !== undefined && params.off_session !== false;
  requireReturnUrl(intent, params, offSession);
  const method = usableMethod(world, intent, chosen);
  if (params.setup_future_usage || params.receipt_email) {
    world.store.edit('payment_intent', id, ({ object }) => {
      object.setup_future_usage = params.setup_future_usage ?? object.setup_future_usage;
      object.receipt_email = params.receipt_email ?? object.receipt_email;
    });
  }
  const result = confirmIntent(world, {
    intent: id,
    method,
    offSession: offSession || params.error_on_requires_action === true,
    returnUrl: params.return_url ?? null,
  });
  if (result.kind === 'declined') throw cardDeclined(result.error);
  return getIntentOrThrow(world, id);
}

/** An intent that may redirect needs somewhere to come back to, unless nobody is there. */
function requireReturnUrl(intent: Stripe.PaymentIntent, params: ConfirmParams, offSession: boolean): void {
  const mayRedirect = intent.automatic_payment_methods?.allow_redirects === 'always';
  if (
    !mayRedirect ||
    params.return_url ||
    offSession ||
    params.use_stripe_sdk ||
    params.error_on_requires_action
  )
    return;
  throw invalidRequest(
    'This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because ' +
      'some of these payment methods might redirect your customer off of your page, you must provide a ' +
      "`return_url`. If you don't want to accept redirect-based payment methods, set " +
      '`automatic_payment_methods[enabled]` to `true` and `automatic_payment_methods[allow_redirects]` ' +
      'to `never` when creating Setup Intents and Payment Intents.',
  );
}

function usableMethod(world: World, intent: Stripe.PaymentIntent, id: string): string {
  const { object, hidden } = resolveMethod(world, id, 'payment_method');
  if (object.customer !== null && object.customer !== intent.customer) {
    throw invalidRequest(
      intent.customer === null
        ? 'The provided PaymentMethod cannot be used because it belongs to a Customer. Please include ' +
            `the Customer in the \`customer\` parameter on the PaymentIntent.`
        : `The provided PaymentMethod (${object.id}) does not belong to the Customer ` +
            `${String(intent.customer)}.`,
      { param: 'payment_method' },
    );
  }
  if (object.customer === null && hidden.usedUp) throw alreadyUsed();
  if (!intent.payment_method_types.includes(object.type)) {
    throw invalidRequest(
      `The PaymentMethod provided (${object.type}) is not allowed for this PaymentIntent. Please ` +
        'attach a PaymentMethod of one of the following types: ' +
        `${intent.payment_method_types.join(', ')}.`,
      { code: 'payment_intent_incompatible_payment_method', param: 'payment_method' },
    );
  }
  return object.id;
}

function requireStatus(intent: Stripe.PaymentIntent, allowed: string[], verb: string): void {
  if (allowed.includes(intent.status)) return;
  const message =
    intent.status === 'succeeded' && verb === 'confirm'
      ? 'You cannot confirm this PaymentIntent because it has already succeeded after being previously ' +
        'confirmed.'
      : `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}. Only a ` +
        `PaymentIntent with one of the following statuses may be ${verb}ed: ${allowed.join(', ')}.`;
  const code = 'payment_intent_unexpected_state';
  throw new ApiError(400, {
    type: 'invalid_request_error',
    code,
    doc_url: docUrl(code),
    message,
    payment_intent: intent,
  });
}

export const paymentIntentRoutes: Route[] = [
  route('POST', '/v1/payment_intents', createParams, ({ world, params }) => create(world, params)),
  route('GET', '/v1/payment_intents', listParams, ({ world, params, path }) => {
    const intents = world.store
      .all('payment_intent')
      .map((row) => row.object)
      .filter(
        (one) =>
          createdWithin(one.created, params.created) && (params.customer ?? one.customer) === one.customer,
      );
    return pageOf(intents.reverse(), params, path);
  }),
  route(
    'GET',
    '/v1/payment_intents/:id',
    z.strictObject({ ...expandable, client_secret: text().optional() }),
    ({ world, id }) => getIntentOrThrow(world, id),
  ),
  route('POST', '/v1/payment_intents/:id', updateParams, ({ world, id, params }) => {
    getIntentOrThrow(world, id);
    return world.store.edit('payment_intent', id, ({ object }) => {
      if (params.description !== undefined) object.description = params.description;
      if (params.metadata !== undefined) object.metadata = mergeMetadata(object.metadata, params.metadata);
      if (params.receipt_email !== undefined) object.receipt_email = params.receipt_email;
    }).object;
  }),
  route('POST', '/v1/payment_intents/:id/confirm', confirmParams, ({ world, id, params }) =>
    confirm(world, id, params),
  ),
  route('POST', '/v1/payment_intents/:id/cancel', cancelParams, ({ world, id, params }) => {
    const cancelable = [
      'requires_payment_method',
      'requires_confirmation',
      'requires_action',
      'requires_capture',
    ];
    requireStatus(getIntentOrThrow(world, id), cancelable, 'cancel');
    return cancelIntent(world, id, params.cancellation_reason ?? null);
  }),
];
