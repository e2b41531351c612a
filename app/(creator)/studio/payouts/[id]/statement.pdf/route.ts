import { Readable } from 'node:stream';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ErrorCode } from '@/lib/core/errors';
import { statusOf } from '@/lib/core/http/status-of';
import { isLocale } from '@/lib/core/i18n/locales';
import { countAttempt } from '@/lib/core/rate-limit';
import { toDomainError } from '@/lib/core/to-domain-error';
import { describeError } from '@/lib/entry/actions';
import { getCreatorViewer } from '@/lib/entry/session';
import { getStatement, writeStatementPdf } from '@/lib/rooms/payouts';
import { readPayoutId } from '../read-payout-id';

/** The statement as a file, in the language of the page or the one that `?language=` names. Others than its creator get 404. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const [viewer, payoutId] = await Promise.all([getCreatorViewer(), readPayoutId(params)]);
  if (!viewer || payoutId === null) return refuse('not_found');
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
    const { code } = toDomainError(error);
    if (code === 'internal') throw error;
    return refuse(code);
  }
}

async function refuse(code: ErrorCode): Promise<Response> {
  return new Response(await describeError(code, {}), statusOf(code));
}
