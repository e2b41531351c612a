import { getTranslations } from 'next-intl/server';
import { sourceName } from '@/components/earnings/source-name';
import { env } from '@/lib/core/env';
import { creatorRoute, download } from '@/lib/entry/routes';
import { getTimeZone, readEarningsView, streamEvents, writeEarningsCsv } from '@/lib/rooms/earnings';

/** The unlocks and refunds of a period as a file. Everyone but a creator gets 404. */
export const GET = creatorRoute(
  { name: 'earnings-csv', refusal: 'words', limit: { most: 10, seconds: 60 } },
  async ({ request, viewer }) => {
    const t = await getTranslations('earnings');
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const { period, filter } = readEarningsView(asked, await getTimeZone(viewer.creatorId));
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
    const { firstDay, lastDay } = period;
    const days = firstDay === lastDay ? firstDay : `${firstDay}-${lastDay}`;
    return download({
      name: `${t('csv.fileName')}-${days}.csv`,
      plainName: `farthing-earnings-${days}.csv`,
      type: 'text/csv',
      body,
    });
  },
);
