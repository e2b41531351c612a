import { publicRoute } from '@/lib/entry/routes';

export const dynamic = 'force-dynamic';

/** Whether this process lives. Asks nothing of anyone, so a slow database restarts no web server. */
export const GET = publicRoute({ name: 'health' }, () =>
  Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } }),
);
