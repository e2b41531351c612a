import { stringify } from 'csv-stringify/sync';
import { readId } from '@/lib/core/ids';
import { getCreatorViewer } from '@/lib/entry/session';
import { listKeys } from '@/lib/rooms/media';

const HEADERS = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' };

/** All licence keys of one of the creator's own items with their state, as CSV; 404 for everyone else. */
export async function GET(_request: Request, { params }: { params: Promise<{ itemId: string }> }) {
  const itemId = readId((await params).itemId);
  const viewer = await getCreatorViewer();
  const keys = viewer && itemId ? await listKeys(itemId, viewer.creatorId) : null;
  if (!keys) return new Response(null, { status: 404, headers: HEADERS });
  const rows = keys.map(({ key, state, givenAt }) => [key, state, givenAt?.toISOString() ?? '']);
  // A key may begin with a sign that a spreadsheet would take for a formula.
  const csv = stringify([['key', 'state', 'given_at'], ...rows], { bom: true, escape_formulas: true });
  return new Response(csv, {
    headers: {
      ...HEADERS,
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="keys-${itemId}.csv"`,
    },
  });
}
