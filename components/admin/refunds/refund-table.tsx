import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type { RefundListing } from '@/lib/rooms/money-back';
import { Money } from '../../money';
import { Badge } from '../../ui/badge';
import { SiteLink } from '../../ui/site-link';
import { DataTable } from '../data-table';
import { PersonLink } from '../person-link';

const TONES = {
  created: undefined,
  pending: undefined,
  requires_action: undefined,
  succeeded: 'good',
  failed: 'bad',
  canceled: 'bad',
} as const;

/** Refunds, with where they stand. */
export async function RefundTable({ rows, caption }: { rows: RefundListing[]; caption: string }) {
  const [t, format] = await Promise.all([getTranslations('refunds'), getFormatter()]);
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={({ id }) => String(id)}
      empty={t('none')}
      columns={[
        {
          key: 'when',
          head: t('when'),
          nowrap: true,
          cell: ({ createdAt }) => format.dateTime(createdAt, { dateStyle: 'medium', timeStyle: 'short' }),
        },
        {
          key: 'who',
          wide: true,
          head: t('who'),
          cell: ({ userId, email }) => <PersonLink userId={userId} email={email} />,
        },
        {
          key: 'top-up',
          head: t('topUp'),
          cell: ({ topUpId, cashOutKey }) => <TopUpLink topUpId={topUpId} cashOutKey={cashOutKey} />,
        },
        {
          key: 'state',
          head: t('state'),
          cell: ({ status, failureCode }) => (
            <>
              <Badge tone={TONES[status]}>{t(`status.${status}`)}</Badge>
              {failureCode ? <span className="block text-faint">{failureCode}</span> : null}
            </>
          ),
        },
        {
          key: 'by',
          wide: true,
          head: t('by'),
          cell: ({ actor, note }) => (
            <>
              <span className="wrap-anywhere">{actor ?? t('byStripe')}</span>
              {note ? (
                <span className="line-clamp-2 block max-w-xs break-words text-faint">{note}</span>
              ) : null}
            </>
          ),
        },
        {
          key: 'stripe',
          head: t('stripe'),
          cell: ({ refundRef }) => (
            <span className="wrap-anywhere font-mono text-xs">{refundRef ?? '–'}</span>
          ),
        },
        {
          key: 'amount',
          head: t('amount'),
          right: true,
          cell: ({ amountMicros, lotMicros, currency }) => (
            <Amounts amountMicros={amountMicros} currency={currency} lotMicros={lotMicros} />
          ),
        },
      ]}
    />
  );
}

interface AmountsProps {
  amountMicros: bigint;
  currency: string;
  lotMicros: bigint;
}

async function Amounts({ amountMicros, currency, lotMicros }: AmountsProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations('refunds')]);
  return (
    <>
      <Money micros={amountMicros} currency={currency} locale={locale} cents={false} />
      {lotMicros < amountMicros ? (
        <span className="block text-faint">
          {t.rich('loss', {
            amount: () => (
              <Money micros={amountMicros - lotMicros} currency={currency} locale={locale} cents={false} />
            ),
          })}
        </span>
      ) : null}
    </>
  );
}

async function TopUpLink({ topUpId, cashOutKey }: { topUpId: bigint; cashOutKey: string | null }) {
  const t = await getTranslations('refunds');
  return (
    <>
      <SiteLink href={`/admin/refunds/top-ups/${topUpId}`} className="link figures">
        {String(topUpId)}
      </SiteLink>
      {cashOutKey ? <span className="block text-faint">{t('cashOut')}</span> : null}
    </>
  );
}
