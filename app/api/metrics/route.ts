import { answerScrape } from '@/lib/entry/metrics';
import { missing, publicRoute } from '@/lib/entry/routes';

export const dynamic = 'force-dynamic';

/** Prometheus metrics, for `Authorization: Bearer METRICS_TOKEN`; anyone else finds nothing here. */
export const GET = publicRoute({ name: 'metrics' }, async ({ request }) => {
  const answer = (await answerScrape(request.headers.get('authorization'))) ?? missing();
  return new Response(answer.text, {
    headers: { 'content-type': answer.type, 'cache-control': 'no-store' },
  });
});
