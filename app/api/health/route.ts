export const dynamic = 'force-dynamic';

/** Whether this process lives. Asks nothing of anyone, so that a slow database does not get web servers restarted. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
}
