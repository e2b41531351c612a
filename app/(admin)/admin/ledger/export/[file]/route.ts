import type { NextRequest } from 'next/server';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { readId } from '@/lib/core/ids';
import { writeJournal, writeTransfersCsv } from '@/lib/desks/backoffice';
import { readFilters, readMoment } from '@/lib/desks/backoffice/browser';
import { refuseExport } from '@/lib/entry/routes';
import { getAdminViewer } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { refuseUnreadable } from '../../../refuse-unreadable';

interface Props {
  params: Promise<{ file: string }>;
}

/** `transfers.csv` with the filters of the explorer, or `journal?format=hledger|beancount`, whole or of a period; anyone else finds nothing. */
export async function GET(request: NextRequest, { params }: Props): Promise<Response> {
  const viewer = await getAdminViewer(MAY.exportLedger);
  const { file } = await params;
  const isCsv = file === 'transfers.csv';
  if (!viewer || !(isCsv || file === 'journal')) return new Response(null, { status: 404 });
  const get = (name: string) => request.nextUrl.searchParams.get(name) ?? '';
  const wrong = findUnreadable(get, { account: readId, from: readMoment, at: readMoment });
  if (wrong.length > 0) return refuseUnreadable(wrong);
  const filters = { ...readFilters(get), accountId: readId(get('account')) };
  const format = get('format') === 'beancount' ? 'beancount' : 'hledger';
  const name = isCsv ? 'transfers.csv' : `books.${format === 'hledger' ? 'journal' : 'beancount'}`;
  const { accountId, from, at, ...words } = filters;
  const what = {
    file: name,
    ...words,
    account: accountId === null ? '' : String(accountId),
    from: from?.toISOString() ?? '',
    until: at?.toISOString() ?? '',
  };
  const refused = await refuseExport('export_ledger', what, viewer);
  if (refused) return refused;
  const day = new Date().toISOString().slice(0, 10);
  return new Response(isCsv ? writeTransfersCsv(filters) : writeJournal(format, filters), {
    headers: {
      'Content-Type': `${isCsv ? 'text/csv' : 'text/plain'}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="farthing-${day}-${name}"`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
