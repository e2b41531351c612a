import { readId } from '@/lib/core/ids';
import { csvResponse, writeCsv } from '@/lib/desks/backoffice';
import { getRun, type Run, streamDifferences, sumClosings } from '@/lib/desks/reconciliation';
import { refuseExport } from '@/lib/entry/routes';
import { getAdminViewer } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';

const DIFFERENCES = [
  'number',
  'at',
  'kind',
  'part',
  'currency',
  'stripe',
  'books',
  'transaction',
  'source',
  'row',
  'state',
  'note',
  'noted_by',
  'noted_at',
];
const CLOSINGS = ['currency', 'part', 'stripe', 'books', 'under_way', 'listed', 'left'];

/** The differences of a comparison, or its closing balance, as a file. That it was taken is in the log. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const viewer = await getAdminViewer(MAY.reconcile);
  const id = readId((await params).id);
  const run = viewer && id ? await getRun(id) : null;
  if (!viewer || !run) return new Response(null, { status: 404 });
  const closing = new URL(request.url).searchParams.get('part') === 'closing';
  const what = { run: String(run.id), part: closing ? 'closing' : 'differences' };
  const refused = await refuseExport('export_reconciliation', what, viewer);
  if (refused) return refused;
  const columns = (closing ? CLOSINGS : DIFFERENCES).map((key) => ({ key, header: key }));
  const body = writeCsv('reconciliation', columns, closing ? closingRows(run) : differenceRows(run.id));
  return csvResponse(body, `farthing-stripe-${closing ? 'closing' : 'differences'}-${run.id}.csv`);
}

/** Units with six decimals, whatever the currency. */
function units(micros: bigint | null): string {
  if (micros === null) return '';
  const value = micros < 0n ? -micros : micros;
  return `${micros < 0n ? '-' : ''}${value / 1_000_000n}.${String(value % 1_000_000n).padStart(6, '0')}`;
}

async function* differenceRows(runId: bigint) {
  for await (const one of streamDifferences(runId)) {
    yield {
      number: String(one.number),
      at: one.happenedAt.toISOString(),
      kind: one.kind,
      part: one.category,
      currency: one.currency,
      stripe: units(one.processorMicros),
      books: units(one.booksMicros),
      transaction: one.transactionRef ?? '',
      source: one.sourceRef ?? '',
      row: one.refTable ? `${one.refTable}:${one.ref}` : '',
      state: one.state,
      note: one.note ?? '',
      noted_by: one.notedBy ?? '',
      noted_at: one.notedAt?.toISOString() ?? '',
    };
  }
}

async function* closingRows(run: Run) {
  for (const one of sumClosings(run.closings)) {
    yield {
      currency: one.currency,
      part: one.category,
      stripe: units(one.processorMicros),
      books: units(one.booksMicros),
      under_way: units(one.timingMicros),
      listed: units(one.differencesMicros),
      left: units(one.leftMicros),
    };
  }
}
