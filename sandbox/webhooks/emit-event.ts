import type Stripe from 'stripe';
import { renderObject } from '../http/render.ts';
import { newId, randomText } from '../ids.ts';
import type { ThinEvent } from '../records.ts';
import { readSettings } from '../settings.ts';
import { API_VERSION, nowSeconds, type World } from '../world.ts';

/**
 * Records an event with the object as it is now, and queues its delivery when an address is set. Must run
 * inside the transaction that made the change, so that neither exists without the other. `account` is the
 * connected account that it happened on.
 */
export function emitEvent(
  world: World,
  type: Stripe.Event.Type,
  object: { object: string },
  previous?: Record<string, unknown>,
  account?: string,
): void {
  const settings = readSettings(world.store);
  const event: Stripe.EventBase = {
    id: newId('evt'),
    object: 'event',
    ...(account && { account }),
    api_version: API_VERSION,
    created: nowSeconds(world),
    data: {
      object: structuredClone(renderObject(world.store, object)),
      ...(previous && { previous_attributes: structuredClone(previous) }),
    },
    livemode: false,
    pending_webhooks: settings.webhookUrl ? 1 : 0,
    request: {
      id: world.request?.id ?? null,
      idempotency_key: world.request?.idempotencyKey ?? null,
    },
    type,
  };
  world.store.put('event', event.id, { object: event, hidden: null });
  if (!settings.webhookUrl) return;
  queueDeliveries(world, event);
}

/** As many copies as the settings ask for. */
export function queueDeliveries(world: World, event: Queued): void {
  const { copies, delayMs } = readSettings(world.store);
  for (let copy = 0; copy < copies; copy += 1) queueDelivery(world, event, delayMs);
}

type Queued = Pick<Stripe.EventBase, 'id' | 'type'> | Pick<ThinEvent, 'id' | 'type'>;

export function queueDelivery(world: World, event: Queued, delayMs = 0): void {
  const id = `dlv_${randomText(16)}`;
  world.store.put('delivery', id, {
    id,
    event: event.id,
    type: event.type,
    state: 'pending',
    createdAt: world.nowMs(),
    nextAttemptAt: world.nowMs() + delayMs,
    attempts: [],
  });
}

/** The event of this id as a webhook carries it: of API v2 only the notification. */
export function findEvent(world: World, id: string): Queued | undefined {
  const thin = world.store.get('v2.core.event', id)?.object;
  if (!thin) return world.store.get('event', id)?.object;
  const { data: _fetched, ...notification } = thin;
  return notification;
}

const REMEMBERED_SECONDS = 30 * 24 * 3600;

/** Events older than 30 days go with their deliveries, as at Stripe. Must run inside a transaction. */
export function forgetOldEvents(world: World): void {
  const oldest = nowSeconds(world) - REMEMBERED_SECONDS;
  for (const { object } of world.store.all('event'))
    if (object.created < oldest) world.store.delete('event', object.id);
  for (const { object } of world.store.all('v2.core.event'))
    if (Date.parse(object.created) < oldest * 1000) world.store.delete('v2.core.event', object.id);
  for (const delivery of world.store.all('delivery')) {
    if (!findEvent(world, delivery.event)) world.store.delete('delivery', delivery.id);
  }
}
