import { Hono } from 'hono';
import { type LoadableRow, loadRows, readRows } from '../history/load-rows.ts';
import type { World } from '../world.ts';

/** Takes a past as `history/play-history.ts` makes it. Stands behind the same door as `control-routes.ts`. */
export function historyRoutes(world: World): Hono {
  const app = new Hono();
  app.post('/_sandbox/load', async (c) => {
    let rows: LoadableRow[];
    try {
      rows = readRows(await c.req.text());
    } catch (error) {
      return c.json({ error: error instanceof Error ? error.message : String(error) }, 400);
    }
    return c.json(loadRows(world.store, rows));
  });
  return app;
}
