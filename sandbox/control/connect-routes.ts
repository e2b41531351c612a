import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { setOutcome } from '../connect/account-state.ts';
import { fundPlatform } from '../connect/fund-platform.ts';
import { endPayout, payOutBalance } from '../connect/pay-out.ts';
import { ApiError } from '../http/errors.ts';
import { isKnownCurrency } from '../money/currencies.ts';
import type { World } from '../world.ts';

const ENDINGS = { pay: 'paid', fail: 'failed', cancel: 'canceled' } as const;
const currency = z.string().refine(isKnownCurrency, 'is not a currency');

/** The switches of Connect. They stand behind the same door as those of `control-routes.ts`. */
export function connectControlRoutes(world: World): Hono {
  const app = new Hono();
  const knows = (id: string) => world.store.get('v2.core.account', id) !== undefined;

  /** A payout ends now: `pay`, `fail` or `cancel`. */
  app.post('/_sandbox/payouts/:id/:ending{pay|fail|cancel}', (c) => {
    const status = ENDINGS[c.req.param('ending') as keyof typeof ENDINGS];
    return attempt(c, () => world.store.transaction(() => endPayout(world, c.req.param('id'), status)));
  });

  /** What a connected account holds goes to its bank now; `byHand`: Stripe won't say what is in it. */
  app.post('/_sandbox/accounts/:id/pay-out', async (c) => {
    const asked = z.object({ currency, byHand: z.boolean().optional() }).safeParse(await readBody(c));
    if (!asked.success) return c.json({ error: z.prettifyError(asked.error) }, 400);
    if (!knows(c.req.param('id'))) return c.json({ error: 'There is no such account.' }, 404);
    const { currency: code, byHand } = asked.data;
    return attempt(c, () =>
      world.store.transaction(() => payOutBalance(world, c.req.param('id'), code, { byHand })),
    );
  });

  /** Stripe changes its mind about a connected account. */
  app.post('/_sandbox/accounts/:id/outcome', async (c) => {
    const asked = z
      .object({ outcome: z.enum(['active', 'restricted', 'rejected']) })
      .safeParse(await readBody(c));
    if (!asked.success) return c.json({ error: z.prettifyError(asked.error) }, 400);
    if (!knows(c.req.param('id'))) return c.json({ error: 'There is no such account.' }, 404);
    return attempt(c, () => {
      world.store.transaction(() => setOutcome(world, c.req.param('id'), asked.data.outcome));
      return world.store.get('v2.core.account', c.req.param('id'))?.object;
    });
  });

  /** Adds to the platform's available balance, in minor units: card money would be pending for two days. */
  app.post('/_sandbox/fund', async (c) => {
    const asked = z
      .object({ amount: z.coerce.number().int().min(1).max(99_999_999), currency })
      .safeParse(await readBody(c));
    if (!asked.success) return c.json({ error: z.prettifyError(asked.error) }, 400);
    return attempt(c, () => {
      const id = world.store.transaction(() => fundPlatform(world, asked.data));
      return world.store.get('balance_transaction', id)?.object;
    });
  });

  return app;
}

function isForm(c: Context): boolean {
  return (c.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded');
}

async function readBody(c: Context): Promise<unknown> {
  if (isForm(c)) return c.req.parseBody();
  const text = await c.req.text();
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return text;
  }
}

/** Answers what was made, or why it could not be; the developers' page goes back to itself. */
function attempt(c: Context, work: () => object | null | undefined): Response {
  try {
    const made = work();
    return isForm(c) ? c.redirect('/', 303) : c.json(made ?? null);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return c.json({ error: error.message }, 400);
  }
}
