import { z } from 'zod';
import {
  boolean,
  created,
  currency,
  email,
  expandable,
  integer,
  list,
  metadata,
  notInSandbox,
  oneOf,
  pagination,
  text,
  url,
} from '../http/params.ts';
import { lineItemParams } from './build-line-items.ts';

const allowRedisplay = oneOf('always', 'limited', 'unspecified');

export const createSessionParams = z.strictObject({
  ...expandable,
  adaptive_pricing: z.strictObject({ enabled: boolean().optional() }).optional(),
  allow_promotion_codes: boolean().optional(),
  allowed_payment_method_types: list(text()).optional(),
  billing_address_collection: oneOf('auto').optional(),
  cancel_url: url().optional(),
  client_reference_id: text(200).optional(),
  consent_collection: z
    .strictObject({
      payment_method_reuse_agreement: z.strictObject({ position: oneOf('auto', 'hidden') }).optional(),
      ...notInSandbox('promotions', 'terms_of_service'),
    })
    .optional(),
  currency: currency().optional(),
  custom_text: z.strictObject({ submit: z.strictObject({ message: text(1200) }).optional() }).optional(),
  customer: text().optional(),
  customer_creation: oneOf('always', 'if_required').optional(),
  customer_email: email().optional(),
  customer_update: z
    .strictObject({ name: oneOf('auto', 'never').optional(), address: oneOf('auto', 'never').optional() })
    .optional(),
  excluded_payment_method_types: list(text()).optional(),
  expires_at: integer().optional(),
  integration_identifier: text().optional(),
  line_items: list(lineItemParams).optional(),
  locale: text(10).optional(),
  metadata: metadata().optional(),
  mode: oneOf('payment'),
  origin_context: oneOf('mobile_app', 'web').optional(),
  payment_intent_data: z
    .strictObject({
      capture_method: oneOf('automatic', 'automatic_async').optional(),
      description: text(1000).optional(),
      metadata: metadata().optional(),
      receipt_email: email().optional(),
      setup_future_usage: oneOf('off_session', 'on_session').optional(),
      statement_descriptor: text(22).optional(),
      statement_descriptor_suffix: text(22).optional(),
      ...notInSandbox(
        'application_fee_amount',
        'on_behalf_of',
        'shipping',
        'transfer_data',
        'transfer_group',
      ),
    })
    .optional(),
  payment_method_options: z
    .strictObject({
      card: z
        .strictObject({
          request_three_d_secure: oneOf('automatic', 'any', 'challenge').optional(),
          setup_future_usage: oneOf('off_session', 'on_session').optional(),
        })
        .optional(),
    })
    .optional(),
  saved_payment_method_options: z
    .strictObject({
      allow_redisplay_filters: list(allowRedisplay).optional(),
      payment_method_remove: oneOf('disabled', 'enabled').optional(),
      payment_method_save: oneOf('disabled', 'enabled').optional(),
    })
    .optional(),
  submit_type: oneOf('auto', 'book', 'donate', 'pay').optional(),
  success_url: url(),
  ui_mode: oneOf('hosted_page').optional(),
  ...notInSandbox(
    'after_expiration',
    'automatic_tax',
    'branding_settings',
    'custom_fields',
    'customer_account',
  ),
  ...notInSandbox('discounts', 'invoice_creation', 'managed_payments', 'name_collection', 'optional_items'),
  ...notInSandbox(
    'payment_method_collection',
    'payment_method_configuration',
    'payment_method_data',
    'permissions',
  ),
  ...notInSandbox('phone_number_collection', 'redirect_on_completion', 'return_url', 'setup_intent_data'),
  ...notInSandbox(
    'shipping_address_collection',
    'shipping_options',
    'subscription_data',
    'tax_id_collection',
  ),
  ...notInSandbox('wallet_options'),
});

export type CreateSessionParams = z.output<typeof createSessionParams>;

export const listSessionParams = z.strictObject({
  ...pagination,
  created: created().optional(),
  customer: text().optional(),
  payment_intent: text().optional(),
  status: oneOf('complete', 'expired', 'open').optional(),
  ...notInSandbox('customer_account', 'customer_details', 'payment_link', 'subscription'),
});
