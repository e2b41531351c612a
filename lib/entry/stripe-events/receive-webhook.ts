import 'server-only';
import { db } from '@/lib/core/db';
import { log } from '@/lib/core/log';
import { getObserver } from '@/lib/core/observe';
import { isPermanent, type ProcessorEvent, processor } from '@/lib/ground/payments';
import { noteRefusal } from '@/lib/rooms/odd-money';
import type { EventHandler } from './event-handler';
import { handlerFor } from './handler-for';

/**
 * One delivery of one Stripe event, from its raw body to the HTTP status to answer with: 400 for a body that
 * Stripe did not sign or signed more than five minutes ago; 200 for what is done, was done before or is none
 * of our business, and for what Stripe itself refuses to tell (a person sees it); 500 for our own failure, so
 * that Stripe delivers it again.
 */
export async function receiveWebhook(rawBody: string, signature: string | null): Promise<200 | 400 | 500> {
  const event = processor('stripe').verifyEvent(rawBody, signature);
  if (!event) return 400;
  const running = inProgress.get(event.id);
  if (running) return running;
  const handling = handleOnce(event).finally(() => inProgress.delete(event.id));
  inProgress.set(event.id, handling);
  return handling;
}

/** Copies of an event that arrive together share one handling, to save work; handlers are repeatable. */
const inProgress = new Map<string, Promise<200 | 500>>();

async function handleOnce(event: ProcessorEvent): Promise<200 | 500> {
  try {
    if (await isProcessed(event.id)) return 200;
    const handler = handlerFor(event.type);
    await record(event);
    const note = handler && event.objectId ? await handle(handler, event, event.objectId) : 'Ignored.';
    await db.webhookEvent.update({ where: { id: event.id }, data: { processedAt: new Date(), note } });
    log.info({ event, note }, 'a webhook was handled');
    observe(event, 'handled');
    return 200;
  } catch (error) {
    log.error({ event, err: error }, 'a webhook failed and will come again');
    await noteFailure(event.id, error);
    observe(event, 'failed');
    return 500;
  }
}

/** A refusal for good would be one at every delivery: it is put aside, and the event is dealt with. */
async function handle(handler: EventHandler, event: ProcessorEvent, objectId: string): Promise<string> {
  try {
    return await handler(objectId, event.accountId);
  } catch (error) {
    if (!isPermanent(error)) throw error;
    await noteRefusal({ about: 'event', processorRef: objectId }, error);
    return `Stripe refuses: ${error instanceof Error ? error.message : ''}`.slice(0, 1000);
  }
}

function observe(event: ProcessorEvent, outcome: 'handled' | 'failed'): void {
  getObserver()?.webhook(event.type, outcome, (Date.now() - event.createdAt.getTime()) / 1000);
}

async function isProcessed(id: string): Promise<boolean> {
  const known = await db.webhookEvent.findUnique({ where: { id }, select: { processedAt: true } });
  return Boolean(known?.processedAt);
}

async function record(event: ProcessorEvent): Promise<void> {
  await db.$executeRaw`
    INSERT INTO webhook_events (id, type, object_id, attempts)
      VALUES (${event.id}, ${event.type}, ${event.objectId}, 1)
    ON CONFLICT (id) DO UPDATE SET attempts = webhook_events.attempts + 1`;
}

async function noteFailure(id: string, error: unknown): Promise<void> {
  const note = error instanceof Error ? `Failed: ${error.name}` : 'Failed.';
  // The database may be what failed.
  await db.webhookEvent.updateMany({ where: { id, processedAt: null }, data: { note } }).catch(() => null);
}
