import { listFailedParts } from '@/lib/entry/health';
import { mayScrape } from '@/lib/entry/metrics';
import { publicRoute } from '@/lib/entry/routes';

export const dynamic = 'force-dynamic';

/**
 * Whether this process can do its work: 200 or 503, for load balancers and monitors. Which parts fail is in
 * the log, and in the answer for anyone who brings the token of the metrics: strangers need not know where it
 * hurts.
 */
export const GET = publicRoute({ name: 'ready' }, async ({ request }) => {
  const failed = await listFailedParts();
  const isReady = failed.length === 0;
  const named = !isReady && mayScrape(request.headers.get('authorization')) ? { failed } : {};
  return Response.json(
    { status: isReady ? 'ok' : 'unavailable', ...named },
    {
      status: isReady ? 200 : 503,
      headers: { 'cache-control': 'no-store', ...(isReady ? {} : { 'retry-after': '5' }) },
    },
  );
});
