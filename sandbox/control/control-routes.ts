import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { expireSession } from '../checkout/complete-session.ts';
import { ApiError } from '../http/errors.ts';
import type { Scheduler } from '../jobs.ts';
import { changeSettings, DEFAULT_SETTINGS, readSettings } from '../settings.ts';
import type { Dispatcher } from '../webhooks/dispatcher.ts';
import { findEvent, queueDelivery } from '../webhooks/emit-event.ts';
import type { World } from '../world.ts';

const fault = z.strictObject({
  path: z.string().startsWith('/v'),
  method: z.enum(['DELETE', 'GET', 'POST']).nullable().default(null),
  times: z.int().min(1).max(1000).default(1),
  mode: z.enum(['error', 'timeout', 'slow']).default('error'),
  when: z.enum(['before', 'after']).default('before'),
  status: z.int().min(400).max(599).default(500),
  delayMs: z.int().min(0).max(600_000).default(0),
});

const settings = z.strictObject({
  webhookUrl: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .optional(),
  hold: z.boolean().optional(),
  copies: z.int().min(1).max(50).optional(),
  reorder: z.boolean().optional(),
  delayMs: z.int().min(0).max(600_000).optional(),
  asyncDelayMs: z.int().min(0).max(86_400_000).optional(),
  feeDelayMs: z.int().min(0).max(86_400_000).optional(),
  automaticPayouts: z.boolean().optional(),
  faults: z.array(fault).max(100).optional(),
});

/**
 * The switches behind `/_sandbox`. Each takes and answers JSON; the developers' page posts the same as a form
 * and is sent back to itself. Requests from another site's page are refused.
 */
export function controlRoutes(world: World, dispatcher: Dispatcher, scheduler: Scheduler): Hono {
  const app = new Hono();

  app.use('/_sandbox/*', async (c, next) => {
    if (c.req.header('sec-fetch-site') === 'cross-site')
      return c.json({ error: 'Not from another site.' }, 403);
    return next();
  });

  app.get('/_sandbox/settings', (c) => c.json(readSettings(world.store)));

  app.post('/_sandbox/settings', async (c) => {
    const parsed = settings.safeParse(isForm(c) ? fromForm(await c.req.parseBody()) : await readJson(c));
    if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400);
    const changed = world.store.transaction(() => changeSettings(world.store, dropUndefined(parsed.data)));
    return isForm(c) ? c.redirect('/', 303) : c.json(changed);
  });

  app.post('/_sandbox/reset-settings', (c) => {
    const { webhookUrl } = readSettings(world.store);
    const changed = world.store.transaction(() =>
      changeSettings(world.store, { ...DEFAULT_SETTINGS, webhookUrl }),
    );
    return isForm(c) ? c.redirect('/', 303) : c.json(changed);
  });

  /** Delivers all that waits now; with `event`, sends that event once more. */
  app.post('/_sandbox/deliver', async (c) => {
    const { event: id } = z
      .object({ event: z.string().optional() })
      .parse(isForm(c) ? await c.req.parseBody() : await readJson(c));
    if (id) {
      const event = findEvent(world, id);
      if (!event) return c.json({ error: `There is no event ${id}.` }, 404);
      world.store.transaction(() => queueDelivery(world, event));
    }
    const deliveries = await dispatcher.flush();
    return isForm(c) ? c.redirect('/', 303) : c.json({ deliveries });
  });

  /** Time passes: debits settle, late refunds and payouts end, disputes are decided, late fees posted. */
  app.post('/_sandbox/settle', (c) => {
    const ran = scheduler.run([
      'settle_debit',
      'settle_refund',
      'fail_refund',
      'post_fee',
      'settle_payout',
      'decide_dispute',
    ]);
    return isForm(c) ? c.redirect('/', 303) : c.json({ ran });
  });

  app.post('/_sandbox/sessions/:id/expire', (c) => {
    const id = c.req.param('id');
    if (!world.store.get('checkout.session', id)) return c.json({ error: `There is no session ${id}.` }, 404);
    try {
      const session = world.store.transaction(() => expireSession(world, id));
      return isForm(c) ? c.redirect('/', 303) : c.json(session);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return c.json({ error: error.message }, 400);
    }
  });

  app.get('/_sandbox/events', (c) => c.json({ events: listEvents(world, c.req.query('type')) }));

  return app;
}

/** The newest first, each with its deliveries. */
function listEvents(world: World, type: string | undefined) {
  const deliveries = Map.groupBy(world.store.all('delivery'), (delivery) => delivery.event);
  const thin = world.store.all('v2.core.event').map(({ object }) => object);
  return [...thin, ...world.store.all('event').map(({ object }) => object)]
    .filter((event) => !type || event.type === type)
    .map((event) => ({ ...event, deliveries: deliveries.get(event.id) ?? [] }))
    .reverse();
}

function isForm(c: Context): boolean {
  return (c.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded');
}

async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text();
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return text;
  }
}

/** The page's switches: numbers come as text, and a box that is not ticked does not come at all. */
function fromForm(body: Record<string, unknown>): unknown {
  const number = (name: string) => (body[name] === undefined ? undefined : Number(body[name]));
  const text = (name: string) =>
    typeof body[name] === 'string' && body[name] !== '' ? body[name] : undefined;
  if (body.section === 'faults') {
    const when = text('when');
    const planned = {
      path: text('path') ?? '',
      times: number('times'),
      mode: text('mode'),
      when,
      delayMs: number('delayMs'),
    };
    return { faults: body.clear ? [] : [planned] };
  }
  return {
    hold: body.hold === 'yes',
    reorder: body.reorder === 'yes',
    copies: number('copies'),
    delayMs: number('delayMs'),
    asyncDelayMs: number('asyncDelayMs'),
    feeDelayMs: number('feeDelayMs'),
  };
}

function dropUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
