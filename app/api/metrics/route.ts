import type { NextRequest } from 'next/server';
import { answerScrape } from '@/lib/entry/metrics';

export const dynamic = 'force-dynamic';

/** Prometheus metrics, for `Authorization: Bearer METRICS_TOKEN`; anyone else finds nothing here. */
export async function GET(request: NextRequest): Promise<Response> {
  const answer = await answerScrape(request.headers.get('authorization'));
  if (!answer) return new Response(null, { status: 404 });
  return new Response(answer.text, {
    headers: { 'content-type': answer.type, 'cache-control': 'no-store' },
  });
}
