import { getViewer } from '@/lib/entry/session';
import { loadWallet } from '../../../load-wallet';

/**
 * What the viewer's wallet holds, for tabs that were left open: `{ readerId, balanceMicros, at }`, micros as a decimal string,
 * `at` in milliseconds. 401 for who is not signed in.
 */
export async function GET(): Promise<Response> {
  const viewer = await getViewer();
  if (!viewer) return Response.json({ ok: false, code: 'signed_out' }, { status: 401 });
  const { totalMicros } = await loadWallet(viewer.userId);
  return Response.json({
    readerId: String(viewer.userId),
    balanceMicros: String(totalMicros),
    at: Date.now(),
  });
}
