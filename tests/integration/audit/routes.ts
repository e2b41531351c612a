import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import { POST as uploadFile } from '@/app/(admin)/admin/adjustments/files/route';
import { GET as exportAudit } from '@/app/(admin)/admin/audit/export/route';
import { GET as exportBatch } from '@/app/(admin)/admin/gifts/[id]/result/route';
import { POST as uploadBatch } from '@/app/(admin)/admin/gifts/upload/route';
import { GET as exportLedger } from '@/app/(admin)/admin/ledger/export/[file]/route';
import { GET as exportRun } from '@/app/(admin)/admin/reconciliation/[id]/csv/route';
import { runReconciliation } from '@/lib/desks/reconciliation/run-reconciliation';
import { makeBatch } from './world';

export interface AuditedRoute {
  call: () => Promise<Response>;
  row: { action: string; subjectType: string; after?: object };
  leaves?: string[];
}

const HOST = 'http://localhost:3000';
const PDF = '%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n';
const post = (body: BodyInit, headers: HeadersInit = {}): RequestInit => ({
  method: 'POST',
  body,
  headers: { origin: HOST, 'sec-fetch-site': 'same-origin', ...headers },
});

/** Every route of the back office that takes something in or hands something out, by its file. */
export const ADMIN_ROUTES: Record<string, () => Promise<AuditedRoute>> = {
  'adjustments/files': async () => {
    const form = () => {
      const made = new FormData();
      made.set('file', new File([PDF], 'letter.pdf'));
      return made;
    };
    return {
      call: () =>
        uploadFile(new Request(`${HOST}/admin/adjustments/files`, post(form(), { 'content-length': '400' }))),
      row: { action: 'store_evidence', subjectType: 'adjustment_file', after: { name: 'letter.pdf' } },
    };
  },
  'gifts/upload': async () => {
    const text = 'nobody@audit.test,1\n';
    const headers = { 'content-length': String(text.length), 'content-type': 'text/csv' };
    return {
      call: () =>
        uploadBatch(
          new Request(`${HOST}/admin/gifts/upload?key=${randomUUID()}&name=g.csv`, post(text, headers)),
        ),
      row: {
        action: 'read_gift_batch',
        subjectType: 'gift_batch',
        after: { fileName: 'g.csv', lineCount: 1 },
      },
      // What was read so far stays on record as failed; nothing can be given from it.
      leaves: ['gift_batches', 'gift_batch_lines'],
    };
  },
  'audit/export': async () => ({
    call: () => exportAudit(new Request(`${HOST}/admin/audit/export?action=sign_in`)),
    row: { action: 'export_audit', subjectType: 'export', after: { action: 'sign_in' } },
  }),
  'gifts/[id]/result': async () => {
    const { batchId } = await makeBatch(1);
    const params = Promise.resolve({ id: String(batchId) });
    return {
      call: () => exportBatch(new Request(`${HOST}/admin/gifts/${batchId}/result`), { params }),
      row: { action: 'export_gift_batch', subjectType: 'export', after: { batch: String(batchId) } },
    };
  },
  'ledger/export/[file]': async () => ({
    call: () =>
      exportLedger(new NextRequest(`${HOST}/admin/ledger/export/journal`), {
        params: Promise.resolve({ file: 'journal' }),
      }),
    row: { action: 'export_ledger', subjectType: 'export', after: { file: 'books.journal' } },
  }),
  'reconciliation/[id]/csv': async () => {
    const id = String(await runReconciliation({ fromAt: new Date(0), untilAt: new Date(), act: null }));
    return {
      call: () =>
        exportRun(new NextRequest(`${HOST}/admin/reconciliation/${id}/csv`), {
          params: Promise.resolve({ id }),
        }),
      row: { action: 'export_reconciliation', subjectType: 'export' },
    };
  },
};

/** Hands out one thing that the page shows anyway. */
export const ADMIN_ROUTE_LOOKS = ['adjustments/[id]/file', 'disputes/[id]/evidence/[evidenceId]'];
