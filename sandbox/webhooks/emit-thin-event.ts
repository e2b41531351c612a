import { newId } from '../ids.ts';
import type { ThinEvent } from '../records.ts';
import { readSettings } from '../settings.ts';
import type { World } from '../world.ts';
import { queueDeliveries } from './emit-event.ts';

/** Records a thin event of API v2 and queues its notification. Must run inside the transaction. */
export function emitThinEvent(
  world: World,
  type: string,
  account: string,
  data: Record<string, unknown>,
): void {
  const { request } = world;
  const event: ThinEvent = {
    id: newId('evt'),
    object: 'v2.core.event',
    type,
    created: new Date(world.nowMs()).toISOString(),
    livemode: false,
    reason: request && {
      type: 'request',
      request: { id: request.id, idempotency_key: request.idempotencyKey },
    },
    related_object: { id: account, type: 'v2.core.account', url: `/v2/core/accounts/${account}` },
    data,
  };
  world.store.put('v2.core.event', event.id, { object: event, hidden: null });
  if (readSettings(world.store).webhookUrl) queueDeliveries(world, event);
}
