import type Stripe from 'stripe';
import { z } from 'zod';
import { reverseTransfer, transferMoney } from '../connect/transfer-money.ts';
import { resourceMissing } from '../http/errors.ts';
import { createdWithin, pageOf } from '../http/lists.ts';
import {
  clearableText,
  created,
  currency,
  expandable,
  mergeMetadata,
  metadata,
  notInSandbox,
  pagination,
  positiveInteger,
  text,
} from '../http/params.ts';
import { type Route, route } from '../http/routes.ts';
import { emitEvent } from '../webhooks/emit-event.ts';
import type { World } from '../world.ts';

const createParams = z.strictObject({
  ...expandable,
  amount: positiveInteger(),
  currency: currency(),
  destination: text(),
  description: text().optional(),
  metadata: metadata().optional(),
  transfer_group: text().optional(),
  ...notInSandbox('source_transaction', 'source_type'),
});
const updateParams = z.strictObject({
  ...expandable,
  description: clearableText().optional(),
  metadata: metadata().optional(),
});
const listParams = z.strictObject({
  ...pagination,
  created: created().optional(),
  destination: text().optional(),
  transfer_group: text().optional(),
});
const reverseParams = z.strictObject({
  ...expandable,
  amount: positiveInteger().optional(),
  metadata: metadata().optional(),
  ...notInSandbox('description', 'refund_application_fee'),
});

function getOrThrow(world: World, id: string): Stripe.Transfer {
  const row = world.store.get('transfer', id);
  if (!row) throw resourceMissing('transfer', id, 'id');
  return row.object;
}

export const transferRoutes: Route[] = [
  route('POST', '/v1/transfers', createParams, ({ world, params }) =>
    transferMoney(world, {
      amount: params.amount,
      currency: params.currency,
      destination: params.destination,
      description: params.description ?? null,
      metadata: mergeMetadata({}, params.metadata),
      transferGroup: params.transfer_group ?? null,
    }),
  ),
  route('GET', '/v1/transfers', listParams, ({ world, params, path }) => {
    const transfers = world.store
      .all('transfer')
      .map((row) => row.object)
      .filter((one) => createdWithin(one.created, params.created))
      .filter((one) => (params.destination ?? one.destination) === one.destination)
      .filter((one) => (params.transfer_group ?? one.transfer_group) === one.transfer_group);
    return pageOf(transfers.reverse(), params, path);
  }),
  route('GET', '/v1/transfers/:id', z.strictObject(expandable), ({ world, id }) => getOrThrow(world, id)),
  route('POST', '/v1/transfers/:id', updateParams, ({ world, id, params }) => {
    const before = getOrThrow(world, id);
    const { object } = world.store.edit('transfer', id, (row) => {
      row.object.metadata = mergeMetadata(row.object.metadata, params.metadata ?? {});
      if (params.description !== undefined) row.object.description = params.description;
    });
    emitEvent(world, 'transfer.updated', object, {
      metadata: before.metadata,
      description: before.description,
    });
    return object;
  }),
  route('POST', '/v1/transfers/:id/reversals', reverseParams, ({ world, id, params }) =>
    reverseTransfer(world, getOrThrow(world, id), {
      amount: params.amount,
      metadata: mergeMetadata({}, params.metadata),
    }),
  ),
  route('GET', '/v1/transfers/:id/reversals', z.strictObject(pagination), ({ world, id, params, path }) => {
    getOrThrow(world, id);
    const reversals = world.store
      .all('transfer_reversal')
      .map((row) => row.object)
      .filter((one) => one.transfer === id);
    return pageOf(reversals.reverse(), params, path);
  }),
];
