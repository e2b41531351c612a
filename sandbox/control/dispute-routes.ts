import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { endDispute, reinstateFunds } from '../disputes/decide-dispute.ts';
import { openDispute, warnOfFraud } from '../disputes/open-dispute.ts';
import { ApiError } from '../http/errors.ts';
import type { World } from '../world.ts';

const asked = z.object({
  kind: z.enum(['dispute', 'inquiry', 'warning']).default('dispute'),
  amount: z.coerce.number().int().min(1).optional(),
  reason: z.string().min(1).max(60).optional(),
});

/** The switches of disputes. They stand behind the same door as those of `control-routes.ts`. */
export function disputeControlRoutes(world: World): Hono {
  const app = new Hono();

  /** The cardholder's bank disputes a charge, inquires about it or warns of fraud. */
  app.post('/_sandbox/charges/:id/dispute', async (c) => {
    const charge = world.store.get('charge', c.req.param('id'))?.object;
    if (charge?.status !== 'succeeded') return c.json({ error: 'There is no such paid charge.' }, 404);
    const parsed = asked.safeParse(await readInput(c));
    if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400);
    const { kind, amount, reason } = parsed.data;
    if (amount !== undefined && amount > charge.amount)
      return c.json({ error: 'That is more than was charged.' }, 400);
    return attempt(c, () =>
      world.store.transaction(() =>
        kind === 'warning'
          ? warnOfFraud(world, charge.id)
          : openDispute(world, charge.id, { amount, reason, inquiry: kind === 'inquiry' }),
      ),
    );
  });

  /** The bank decides now; `escalate` turns an inquiry into a dispute, `reinstate` returns a lost one. */
  app.post('/_sandbox/disputes/:id/:ending{win|lose|escalate|reinstate}', (c) => {
    const ending = c.req.param('ending') as 'win' | 'lose' | 'escalate' | 'reinstate';
    const id = c.req.param('id');
    return attempt(c, () =>
      world.store.transaction(() =>
        ending === 'reinstate' ? reinstateFunds(world, id) : endDispute(world, id, ending),
      ),
    );
  });

  return app;
}

function isForm(c: Context): boolean {
  return (c.req.header('content-type') ?? '').startsWith('application/x-www-form-urlencoded');
}

async function readInput(c: Context): Promise<unknown> {
  if (isForm(c)) return c.req.parseBody();
  const text = await c.req.text();
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return text;
  }
}

/** Answers what was made, or why it could not be; the developers' page goes back to itself. */
function attempt(c: Context, work: () => object): Response {
  try {
    const made = work();
    return isForm(c) ? c.redirect('/', 303) : c.json(made);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return c.json({ error: error.message }, 400);
  }
}
