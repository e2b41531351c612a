import { readerRoute } from '@/lib/entry/routes';
import { loadWallet } from '../../../load-wallet';

/**
 * What the viewer's wallet holds, for tabs that were left open: `{ readerId, balanceMicros, at }`, micros as
 * a decimal string, `at` in milliseconds. 401 for who is not signed in.
 */
export const GET = readerRoute({ name: 'balance', refusal: 'code' }, async ({ viewer }) => {
  const { totalMicros } = await loadWallet(viewer.userId);
  return Response.json({
    readerId: String(viewer.userId),
    balanceMicros: String(totalMicros),
    at: Date.now(),
  });
});
