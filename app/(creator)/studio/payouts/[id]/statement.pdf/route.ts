import { Readable } from 'node:stream';
import { getLocale, getTranslations } from 'next-intl/server';
import { getCreatorViewer } from '@/lib/auth/creator-viewer';
import { DomainError } from '@/lib/errors';
import { isLocale } from '@/lib/i18n/locales';
import { getStatement } from '@/lib/payouts/get-statement';
import { writeStatementPdf } from '@/lib/payouts/pdf/write-statement-pdf';
import { countAttempt } from '@/lib/rate-limit';
import { readPayoutId } from '../read-payout-id';

/** The statement as a file, in the language of the page or the one that `?language=` names. Others than its creator get 404. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const [viewer, payoutId] = await Promise.all([getCreatorViewer(), readPayoutId(params)]);
  if (!viewer || payoutId === null) return refuse('not_found', 404);
  try {
    await countAttempt({ key: `statement-pdf:user:${viewer.userId}`, limit: 20, windowSeconds: 60 });
    const statement = await getStatement(viewer.creatorId, payoutId);
    const wanted = new URL(request.url).searchParams.get('language');
    const locale = isLocale(wanted) ? wanted : await getLocale();
    const pdf = await writeStatementPdf(statement, locale);
    const t = await getTranslations({ locale, namespace: 'payouts.statement' });
    const name = encodeURIComponent(`${t('fileName', { id: String(payoutId) })}.pdf`);
    return new Response(Readable.toWeb(Readable.from(pdf)) as ReadableStream<Uint8Array>, {
      headers: {
        'Content-Type': 'application/pdf',
        'Content-Disposition': `attachment; filename="farthing-payout-${payoutId}.pdf"; filename*=UTF-8''${name}`,
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code === 'too_many_requests' ? refuse('too_many_requests', 429) : refuse('not_found', 404);
  }
}

async function refuse(code: 'not_found' | 'too_many_requests', status: number): Promise<Response> {
  const headers: Record<string, string> = status === 429 ? { 'Retry-After': '60' } : {};
  return new Response((await getTranslations('errors'))(code), { status, headers });
}
