import type { NextRequest } from 'next/server';
import { getTranslations } from 'next-intl/server';
import { getAct } from '@/lib/admin/get-act';
import { MAY } from '@/lib/admin/permissions';
import { readId } from '@/lib/admin/schemas';
import { readFilters } from '@/lib/admin-ledger/filters';
import { recordExport } from '@/lib/admin-ledger/record-export';
import { writeJournal } from '@/lib/admin-ledger/write-journal';
import { writeTransfersCsv } from '@/lib/admin-ledger/write-transfers-csv';
import { getAdminViewer } from '@/lib/auth/admin-viewer';
import { DomainError } from '@/lib/errors';

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
  const filters = { ...readFilters(get), accountId: readId(get('account')) };
  const format = get('format') === 'beancount' ? 'beancount' : 'hledger';
  const name = isCsv ? 'transfers.csv' : `books.${format === 'hledger' ? 'journal' : 'beancount'}`;
  try {
    await recordExport(await getAct(viewer), name, filters);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const t = await getTranslations('ledger.export');
    return new Response(t('tooMany'), { status: 429, headers: { 'Retry-After': '60' } });
  }
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
