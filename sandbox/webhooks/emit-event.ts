import type Stripe from 'stripe';
import { renderObject } from '../http/render.ts';
import { newId, randomText } from '../ids.ts';
import { readSettings } from '../settings.ts';
import { API_VERSION, nowSeconds, type World } from '../world.ts';

/**
 * Records an event with the object as it is now, and queues its delivery when an address is set.
 * Must run inside the transaction that made the change, so that neither exists without the other.
 */
export function emitEvent(
  world: World,
  type: Stripe.Event.Type,
  object: { object: string },
  previous?: Record<string, unknown>,
): void {
  const settings = readSettings(world.store);
  const event: Stripe.EventBase = {
    id: newId('evt'),
    object: 'event',
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
  for (let copy = 0; copy < settings.copies; copy += 1) {
    queueDelivery(world, event, settings.delayMs);
  }
}

export function queueDelivery(world: World, event: Stripe.EventBase, delayMs = 0): void {
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

const REMEMBERED_SECONDS = 30 * 24 * 3600;

/** Stripe answers events of the last 30 days; older ones go, with their deliveries. Must run inside a transaction. */
export function forgetOldEvents(world: World): void {
  const oldest = nowSeconds(world) - REMEMBERED_SECONDS;
  for (const { object } of world.store.all('event'))
    if (object.created < oldest) world.store.delete('event', object.id);
  for (const delivery of world.store.all('delivery')) {
    if (!world.store.get('event', delivery.event)) world.store.delete('delivery', delivery.id);
  }
}
