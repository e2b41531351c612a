import { readId } from '@/lib/core/ids';
import { csvResponse, getBatch, streamLines, writeCsv } from '@/lib/desks/backoffice';
import { refuseExport } from '@/lib/entry/routes';
import { getAdminViewer } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';

const COLUMNS = ['line', 'email', 'amount', 'expires', 'result', 'problem', 'gift'];

/** What became of every line of a file of gifts. */
export async function GET(
  _request: Request,
  context: { params: Promise<{ id: string }> },
): Promise<Response> {
  const viewer = await getAdminViewer(MAY.giveInBulk);
  const id = readId((await context.params).id);
  if (!viewer || id === null || !(await getBatch(id))) return new Response(null, { status: 404 });
  const refused = await refuseExport('export_gift_batch', { batch: String(id) }, viewer);
  if (refused) return refused;
  const columns = COLUMNS.map((key) => ({ key, header: key }));
  return csvResponse(writeCsv('gifts', columns, toRows(id)), `farthing-gifts-${id}.csv`);
}

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
