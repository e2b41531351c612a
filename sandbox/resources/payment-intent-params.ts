import { z } from 'zod';
import {
  boolean,
  clearableText,
  created,
  currency,
  email,
  expandable,
  list,
  metadata,
  notInSandbox,
  oneOf,
  pagination,
  positiveInteger,
  text,
  url,
} from '../http/params.ts';

/** What a confirmation takes, alone or as a part of the creation. */
const confirmable = {
  ...expandable,
  allowed_payment_method_types: list(text()).optional(),
  error_on_requires_action: boolean().optional(),
  excluded_payment_method_types: list(text()).optional(),
  off_session: z.union([boolean(), oneOf('one_off', 'recurring')]).optional(),
  payment_method: text().optional(),
  payment_method_options: z
    .strictObject({
      card: z
        .strictObject({
          request_three_d_secure: oneOf('automatic', 'any', 'challenge').optional(),
          stored_credential_usage: oneOf('installment', 'recurring', 'unscheduled').optional(),
        })
        .optional(),
    })
    .optional(),
  receipt_email: email().optional(),
  return_url: url().optional(),
  setup_future_usage: oneOf('off_session', 'on_session').optional(),
  use_stripe_sdk: boolean().optional(),
  ...notInSandbox('amount_details', 'confirmation_token', 'hooks', 'mandate', 'mandate_data'),
  ...notInSandbox('payment_details', 'payment_method_data', 'radar_options', 'shipping'),
};

export const createParams = z.strictObject({
  ...confirmable,
  amount: positiveInteger(),
  currency: currency(),
  automatic_payment_methods: z
    .strictObject({ enabled: boolean(), allow_redirects: oneOf('always', 'never').optional() })
    .optional(),
  capture_method: oneOf('automatic', 'automatic_async').optional(),
  confirm: boolean().optional(),
  confirmation_method: oneOf('automatic').optional(),
  customer: text().optional(),
  description: text(1000).optional(),
  metadata: metadata().optional(),
  statement_descriptor: text(22).optional(),
  statement_descriptor_suffix: text(22).optional(),
  transfer_group: text().optional(),
  ...notInSandbox('application_fee_amount', 'customer_account', 'on_behalf_of'),
  ...notInSandbox('payment_method_configuration', 'transfer_data'),
});
export const confirmParams = z.strictObject({
  ...confirmable,
  ...notInSandbox('amount_to_confirm', 'capture_method'),
});
export const updateParams = z.strictObject({
  ...expandable,
  description: clearableText(1000).optional(),
  metadata: metadata().optional(),
  receipt_email: email().optional(),
  ...notInSandbox('amount', 'currency', 'customer', 'payment_method', 'setup_future_usage', 'shipping'),
});
export const cancelParams = z.strictObject({
  ...expandable,
  cancellation_reason: oneOf('abandoned', 'duplicate', 'fraudulent', 'requested_by_customer').optional(),
});
export const listParams = z.strictObject({
  ...pagination,
  created: created().optional(),
  customer: text().optional(),
  ...notInSandbox('customer_account'),
});

export type CreateParams = z.output<typeof createParams>;
export type ConfirmParams = z.output<z.ZodObject<typeof confirmable>>;
