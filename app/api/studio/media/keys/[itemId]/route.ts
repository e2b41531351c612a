import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { creatorRoute, download, missing } from '@/lib/entry/routes';
import { listKeys } from '@/lib/rooms/media';

/** All licence keys of one of the creator's own items with their state, as CSV; 404 for everyone else. */
export const GET = creatorRoute(
  { name: 'keys-csv', params: z.object({ itemId: idSchema }), refusal: 'words' },
  async ({ params: { itemId }, viewer }) => {
    const keys = (await listKeys(itemId, viewer.creatorId)) ?? missing();
    const rows = keys.map(({ key, state, givenAt }) => [key, state, givenAt?.toISOString() ?? '']);
    // A key may begin with a sign that a spreadsheet would take for a formula.
    const body = stringify([['key', 'state', 'given_at'], ...rows], { bom: true, escape_formulas: true });
    return download({ name: `keys-${itemId}.csv`, type: 'text/csv', body });
  },
);
