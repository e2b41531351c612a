import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { getBatch, streamLines, writeCsv } from '@/lib/desks/backoffice';
import { adminRoute, download, missing, recordExport } from '@/lib/entry/routes';
import { MAY } from '@/lib/ground/policy';

const COLUMNS = ['line', 'email', 'amount', 'expires', 'result', 'problem', 'gift'];

/** What became of every line of a file of gifts. */
export const GET = adminRoute(
  { name: 'export-gifts', params: z.object({ id: idSchema }), roles: MAY.giveInBulk, refusal: 'words' },
  async ({ params: { id }, act }) => {
    if (!(await getBatch(id))) missing();
    await recordExport('export_gift_batch', { batch: String(id) }, act);
    const columns = COLUMNS.map((key) => ({ key, header: key }));
    const body = writeCsv('gifts', columns, toRows(id));
    return download({ name: `farthing-gifts-${id}.csv`, type: 'text/csv', body });
  },
);

async function* toRows(id: bigint) {
  for await (const { line, email, amount, expires, problem, grantId } of streamLines(id)) {
    yield {
      line: String(line),
      email,
      amount,
      expires,
      result: grantId === null ? (problem === null ? 'open' : 'refused') : 'given',
      problem: problem ?? '',
      gift: grantId === null ? '' : String(grantId),
    };
  }
}
