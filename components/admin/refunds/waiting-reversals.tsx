import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type { WaitingReversal } from '@/lib/rooms/money-back';
import { Money } from '../../money';
import { SiteLink } from '../../ui/site-link';
import { DataTable } from '../data-table';

/** Reversals that wait for a second admin, each with a link to where it is decided. */
export async function WaitingReversals({ rows }: { rows: WaitingReversal[] }) {
  const [t, locale, format] = await Promise.all([
    getTranslations('refunds.reverse'),
    getLocale(),
    getFormatter(),
  ]);
  return (
    <DataTable
      caption={t('waiting.title')}
      rows={rows}
      rowKey={({ requestId }) => String(requestId)}
      empty="–"
      columns={[
        {
          key: 'unlock',
          head: t('waiting.unlock'),
          cell: ({ unlockId }) => (
            <SiteLink href={`/admin/refunds/unlocks/${unlockId}`} className="link figures">
              {String(unlockId)}
            </SiteLink>
          ),
        },
        { key: 'payer', head: t('waiting.payer'), cell: ({ source }) => t(`sources.${source}`) },
        {
          key: 'by',
          head: t('waiting.by'),
          cell: ({ requester, note }) => (
            <>
              <span className="break-all">{requester}</span>
              <span className="line-clamp-2 block max-w-xs break-words text-faint">{note}</span>
            </>
          ),
        },
        {
          key: 'until',
          head: t('waiting.runsOut'),
          nowrap: true,
          cell: ({ expiresAt }) => format.dateTime(expiresAt, { dateStyle: 'medium' }),
        },
        {
          key: 'loss',
          head: t('waiting.loss'),
          right: true,
          cell: ({ lossMicros, currency }) => (
            <Money micros={lossMicros} currency={currency} locale={locale} cents={false} />
          ),
        },
      ]}
    />
  );
}
