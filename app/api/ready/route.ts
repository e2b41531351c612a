import { listFailedParts } from '@/lib/health/check-readiness';

export const dynamic = 'force-dynamic';

/** Whether this process can do its work: 200, or 503 with the names of the parts that fail. For load balancers and monitors. */
export async function GET(): Promise<Response> {
  const failed = await listFailedParts();
  return Response.json(failed.length === 0 ? { status: 'ok' } : { status: 'unavailable', failed }, {
    status: failed.length === 0 ? 200 : 503,
    headers: { 'cache-control': 'no-store' },
  });
}
