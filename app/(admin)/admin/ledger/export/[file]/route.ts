import { z } from 'zod';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { readId } from '@/lib/core/ids';
import { writeJournal, writeTransfersCsv } from '@/lib/desks/backoffice';
import { readFilters, readMoment } from '@/lib/desks/backoffice/browser';
import { adminRoute, download, recordExport } from '@/lib/entry/routes';
import { MAY } from '@/lib/ground/policy';
import { refuseUnreadable } from '../../../refuse-unreadable';

/** `transfers.csv` with the explorer's filters, or `journal?format=hledger|beancount` of a period. */
export const GET = adminRoute(
  {
    name: 'export-ledger',
    params: z.object({ file: z.enum(['transfers.csv', 'journal']) }),
    roles: MAY.exportLedger,
    refusal: 'words',
  },
  async ({ request, params, act }) => {
    const asked = new URL(request.url).searchParams;
    const get = (name: string) => asked.get(name) ?? '';
    const wrong = findUnreadable(get, { account: readId, from: readMoment, at: readMoment });
    if (wrong.length > 0) return refuseUnreadable(wrong);
    const filters = { ...readFilters(get), accountId: readId(get('account')) };
    const format = get('format') === 'beancount' ? 'beancount' : 'hledger';
    const isCsv = params.file === 'transfers.csv';
    const name = isCsv ? 'transfers.csv' : `books.${format === 'hledger' ? 'journal' : 'beancount'}`;
    const { accountId, from, at, ...words } = filters;
    const what = {
      file: name,
      ...words,
      account: accountId === null ? '' : String(accountId),
      from: from?.toISOString() ?? '',
      until: at?.toISOString() ?? '',
    };
    await recordExport('export_ledger', what, act);
    return download({
      name: `farthing-${new Date().toISOString().slice(0, 10)}-${name}`,
      type: isCsv ? 'text/csv' : 'text/plain',
      body: isCsv ? writeTransfersCsv(filters) : writeJournal(format, filters),
    });
  },
);
