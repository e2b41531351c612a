import { z } from 'zod';
import { idSchema } from '@/lib/core/ids';
import { writeCsv } from '@/lib/desks/backoffice';
import { getRun, type Run, streamDifferences, sumClosings } from '@/lib/desks/reconciliation';
import { adminRoute, download, missing, recordExport } from '@/lib/entry/routes';
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
export const GET = adminRoute(
  {
    name: 'export-reconciliation',
    params: z.object({ id: idSchema }),
    roles: MAY.reconcile,
    refusal: 'words',
  },
  async ({ request, params, act }) => {
    const run = (await getRun(params.id)) ?? missing();
    const part = new URL(request.url).searchParams.get('part') === 'closing' ? 'closing' : 'differences';
    await recordExport('export_reconciliation', { run: String(run.id), part }, act);
    const columns = (part === 'closing' ? CLOSINGS : DIFFERENCES).map((key) => ({ key, header: key }));
    const rows = part === 'closing' ? closingRows(run) : differenceRows(run.id);
    const body = writeCsv('reconciliation', columns, rows);
    return download({ name: `farthing-stripe-${part}-${run.id}.csv`, type: 'text/csv', body });
  },
);

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
