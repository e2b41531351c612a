import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { DataTable } from '@/components/admin/data-table';
import { daysUntil, reasonWord, statusTone, statusWord } from '@/components/admin/disputes/dispute-words';
import { PageHead } from '@/components/admin/page-head';
import { PersonLink } from '@/components/admin/person-link';
import { Section } from '@/components/admin/section';
import { TableLoading } from '@/components/admin/table-loading';
import { Money } from '@/components/money';
import { Badge } from '@/components/ui/badge';
import { Segmented } from '@/components/ui/segmented';
import { SiteLink } from '@/components/ui/site-link';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { countToDecide, listDisputes, listFraudWarnings } from '@/lib/rooms/money-back';
import type { SearchParams } from '../../../search-params';
import { adminMetadata } from '../admin-metadata';
import { withQuery } from '../page-of';

const PATH = '/admin/disputes';
const SHOWS = ['open', 'decide', 'closed', 'all'] as const;

export const generateMetadata = () => adminMetadata('disputes.title', MAY.readDisputes);

/** Disputes with their deadlines, and what issuers warn of. */
export default async function DisputesPage({ searchParams }: { searchParams: SearchParams }) {
  await requireAdmin(PATH, MAY.readDisputes);
  const query = await searchParams;
  const show = SHOWS.find((one) => one === query.show) ?? 'open';
  const [t, admin, count] = await Promise.all([
    getTranslations('disputes'),
    getTranslations('admin'),
    countToDecide(),
  ]);
  const loading = <TableLoading label={admin('loading')} />;
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Segmented
        label={t('show')}
        className="mb-4 overflow-x-auto"
        options={SHOWS.map((one) => ({
          href: withQuery(PATH, { show: one === 'open' ? undefined : one }),
          label: t(`filter.${one}`, { count }),
          current: one === show,
        }))}
      />
      <div className="mb-10">
        <Suspense key={show} fallback={loading}>
          <DisputeTable show={show} />
        </Suspense>
      </div>
      <Section id="warnings" title={t('warnings')}>
        <p className="mb-3 max-w-prose text-soft">{t('warningsLead')}</p>
        <Suspense fallback={loading}>
          <WarningTable />
        </Suspense>
      </Section>
    </>
  );
}

async function DisputeTable({ show }: { show: (typeof SHOWS)[number] }) {
  const [t, locale, format, rows] = await Promise.all([
    getTranslations('disputes'),
    getLocale(),
    getFormatter(),
    listDisputes(show),
  ]);
  const now = new Date();
  return (
    <DataTable
      caption={t('title')}
      rows={rows}
      rowKey={({ id }) => String(id)}
      empty={t('none')}
      columns={[
        {
          key: 'who',
          wide: true,
          head: t('who'),
          cell: ({ id, email }) => (
            <SiteLink href={`${PATH}/${id}`} className="link wrap-anywhere">
              {email}
            </SiteLink>
          ),
        },
        {
          key: 'state',
          head: t('state'),
          cell: ({ status }) => <Badge tone={statusTone(status)}>{statusWord(t, status)}</Badge>,
        },
        { key: 'reason', head: t('reason'), cell: ({ reason }) => reasonWord(t, reason) },
        {
          key: 'due',
          head: t('due'),
          nowrap: true,
          cell: ({ dueAt, closedAt, status }) =>
            dueAt && !closedAt && status.endsWith('needs_response') ? (
              <>
                {format.dateTime(dueAt, { dateStyle: 'medium' })}{' '}
                <span className="text-faint">
                  {daysUntil(dueAt, now) < 0 ? t('overdue') : t('inDays', { days: daysUntil(dueAt, now) })}
                </span>
              </>
            ) : (
              '–'
            ),
        },
        {
          key: 'opened',
          head: t('opened'),
          nowrap: true,
          cell: ({ openedAt }) => format.dateTime(openedAt, { dateStyle: 'medium' }),
        },
        {
          key: 'amount',
          head: t('amount'),
          right: true,
          cell: ({ amountMicros, currency }) => (
            <Money micros={amountMicros} currency={currency} locale={locale} cents={false} />
          ),
        },
      ]}
    />
  );
}

async function WarningTable() {
  const [t, locale, format, rows] = await Promise.all([
    getTranslations('disputes'),
    getLocale(),
    getFormatter(),
    listFraudWarnings(),
  ]);
  return (
    <DataTable
      caption={t('warnings')}
      rows={rows}
      rowKey={({ id }) => String(id)}
      empty={t('noWarnings')}
      columns={[
        {
          key: 'who',
          wide: true,
          head: t('who'),
          cell: ({ userId, email }) => <PersonLink userId={userId} email={email} />,
        },
        {
          key: 'state',
          head: t('state'),
          cell: ({ actionable }) => (
            <Badge tone={actionable ? 'copper' : 'good'}>{t(actionable ? 'waits' : 'answered')}</Badge>
          ),
        },
        { key: 'reason', head: t('reason'), cell: ({ fraudType }) => fraudType.replaceAll('_', ' ') },
        {
          key: 'warned',
          head: t('warned'),
          nowrap: true,
          cell: ({ warnedAt }) => format.dateTime(warnedAt, { dateStyle: 'medium', timeStyle: 'short' }),
        },
        {
          key: 'answer',
          head: t('topUp'),
          cell: ({ topUpId, actionable }) => (
            <SiteLink href={`/admin/refunds/top-ups/${topUpId}`} className="link">
              {actionable ? `${t('refundIt')} ${topUpId}` : String(topUpId)}
            </SiteLink>
          ),
        },
        {
          key: 'amount',
          head: t('amount'),
          right: true,
          cell: ({ amountMicros, currency }) => (
            <Money micros={amountMicros} currency={currency} locale={locale} cents={false} />
          ),
        },
      ]}
    />
  );
}
