import type { NextRequest } from 'next/server';
import { getTranslations } from 'next-intl/server';
import { sourceName } from '@/components/earnings/source-name';
import { env } from '@/lib/core/env';
import { DomainError } from '@/lib/core/errors';
import { countAttempt } from '@/lib/core/rate-limit';
import { getCreatorViewer } from '@/lib/entry/session';
import { getTimeZone, readEarningsView, streamEvents, writeEarningsCsv } from '@/lib/rooms/earnings';

/** The unlocks and refunds of a period as a file. Everyone but a creator gets 404. */
export async function GET(request: NextRequest): Promise<Response> {
  const viewer = await getCreatorViewer();
  if (!viewer) return new Response(null, { status: 404 });
  try {
    await countAttempt({ key: `earnings-csv:user:${viewer.userId}`, limit: 10, windowSeconds: 60 });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const t = await getTranslations('errors');
    return new Response(t('too_many_requests'), { status: 429, headers: { 'Retry-After': '60' } });
  }
  const t = await getTranslations('earnings');
  const query = Object.fromEntries(request.nextUrl.searchParams);
  const { period, filter } = readEarningsView(query, await getTimeZone(viewer.creatorId));
  const currency = env.WALLET_CURRENCY;
  const column = (key: Parameters<typeof t>[0]) => t(key);
  const body = writeEarningsCsv(
    streamEvents({ creatorId: viewer.creatorId, currency }, period, filter),
    currency,
    {
      columns: {
        at: column('csv.at'),
        kind: column('csv.kind'),
        item: column('csv.item'),
        slug: column('csv.slug'),
        source: column('csv.source'),
        country: column('csv.country'),
        amount: column('csv.amount'),
        currency: column('csv.currency'),
        micros: column('csv.micros'),
        reference: column('csv.reference'),
      },
      kind: (kind) => t(`csv.${kind}`),
      source: (source) => sourceName(t, source),
    },
  );
  const days = period.firstDay === period.lastDay ? period.firstDay : `${period.firstDay}-${period.lastDay}`;
  const name = encodeURIComponent(`${t('csv.fileName')}-${days}.csv`);
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="farthing-earnings-${days}.csv"; filename*=UTF-8''${name}`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
