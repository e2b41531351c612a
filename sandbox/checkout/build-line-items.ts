import { z } from 'zod';
import { invalidRequest } from '../http/errors.ts';
import {
  boolean,
  currency,
  integer,
  list,
  mergeMetadata,
  metadata,
  notInSandbox,
  oneOf,
  positiveInteger,
  text,
  url,
} from '../http/params.ts';
import { newId } from '../ids.ts';
import type { WireLineItem } from '../records.ts';
import { nowSeconds, type World } from '../world.ts';

export const lineItemParams = z.strictObject({
  adjustable_quantity: z.strictObject({ enabled: boolean() }).optional(),
  metadata: metadata().optional(),
  price_data: z.strictObject({
    currency: currency(),
    product_data: z.strictObject({
      description: text(40_000).optional(),
      images: list(url()).optional(),
      metadata: metadata().optional(),
      name: text(250),
      ...notInSandbox('tax_code', 'tax_details', 'unit_label'),
    }),
    tax_behavior: oneOf('exclusive', 'inclusive', 'unspecified').optional(),
    unit_amount: integer(),
    ...notInSandbox('product', 'recurring', 'unit_amount_decimal'),
  }),
  quantity: positiveInteger().optional(),
  ...notInSandbox('price', 'tax_rates'),
});

export function buildLineItem(
  world: World,
  params: z.output<typeof lineItemParams>,
  index: number,
): WireLineItem {
  const { price_data: price, quantity } = params;
  if (quantity === undefined) {
    throw invalidRequest('Quantity is required. Add `quantity` to each of `line_items`.', {
      code: 'parameter_missing',
      param: `line_items[${index}][quantity]`,
    });
  }
  if (price.unit_amount < 0) {
    throw invalidRequest('Invalid non-negative integer', {
      code: 'parameter_invalid_integer',
      param: `line_items[${index}][price_data][unit_amount]`,
    });
  }
  const amount = price.unit_amount * quantity;
  return {
    id: newId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: price.product_data.name,
    metadata: mergeMetadata({}, params.metadata),
    price: {
      id: newId('price'),
      object: 'price',
      active: false,
      billing_scheme: 'per_unit',
      created: nowSeconds(world),
      currency: price.currency,
      custom_unit_amount: null,
      livemode: false,
      lookup_key: null,
      metadata: {},
      nickname: null,
      product: newId('prod'),
      recurring: null,
      tax_behavior: price.tax_behavior ?? 'unspecified',
      tiers_mode: null,
      transform_quantity: null,
      type: 'one_time',
      unit_amount: price.unit_amount,
      unit_amount_decimal: String(price.unit_amount),
    },
    quantity,
  };
}
