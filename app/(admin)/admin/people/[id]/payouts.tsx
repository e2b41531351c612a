import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import { describeFailure, type listPayoutsAtStripe } from '@/lib/rooms/payouts';

export async function Payouts({ payouts }: { payouts: Awaited<ReturnType<typeof listPayoutsAtStripe>> }) {
  const [t, format, words, locale] = await Promise.all([
    getTranslations('admin.person'),
    getFormatter(),
    getTranslations('payouts.failure'),
    getLocale(),
  ]);
  const day = (date: Date | null) =>
    date ? format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' }) : '–';
  const money = (micros: bigint, currency: string) => (
    <Money micros={micros} currency={currency} locale={locale} cents={false} />
  );
  return (
    <Section id="payouts" title={t('payouts')}>
      <DataTable
        caption={t('payouts')}
        rows={payouts}
        rowKey={({ id }) => String(id)}
        empty={t('noPayouts')}
        columns={[
          { key: 'id', head: t('id'), cell: ({ id }) => <span className="figures">{String(id)}</span> },
          { key: 'at', head: t('when'), nowrap: true, cell: ({ createdAt }) => day(createdAt) },
          { key: 'status', head: t('status'), cell: ({ status }) => t(`payoutState.${status}`) },
          {
            key: 'failure',
            head: t('failure'),
            wide: true,
            cell: ({ failureCode }) =>
              failureCode === null ? (
                '–'
              ) : (
                <>
                  {words(describeFailure(failureCode).reason)}
                  <span className="block font-mono text-faint text-xs">{failureCode}</span>
                </>
              ),
          },
          {
            key: 'stripe',
            head: t('atStripe'),
            wide: true,
            cell: ({ transferRef, bankPayoutRef }) => (
              <span className="wrap-anywhere font-mono text-xs">
                {[transferRef, bankPayoutRef].filter(Boolean).join(' ') || '–'}
              </span>
            ),
          },
          {
            key: 'amount',
            head: t('amount'),
            right: true,
            cell: (row) => money(row.amountMicros, row.currency),
          },
        ]}
      />
    </Section>
  );
}
