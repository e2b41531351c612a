import { getFormatter, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { DataTable } from '@/components/admin/data-table';
import { PageHead } from '@/components/admin/page-head';
import { RunForm } from '@/components/admin/reconciliation/run-form';
import { Section } from '@/components/admin/section';
import { TableLoading } from '@/components/admin/table-loading';
import { Badge } from '@/components/ui/badge';
import { SiteLink } from '@/components/ui/site-link';
import { MAY } from '@/lib/admin/permissions';
import { requireAdmin } from '@/lib/auth/admin-viewer';
import { listRuns } from '@/lib/stripe-reconciliation/queries';
import { getProofProps } from '../../../proof-props';
import { adminMetadata } from '../admin-metadata';
import { reconcileStripeAction } from './actions';

const PATH = '/admin/reconciliation';

export const generateMetadata = () => adminMetadata('reconciliation.title', MAY.reconcile);

/** The comparisons with Stripe, and a new one. */
export default async function ReconciliationPage() {
  const viewer = await requireAdmin(PATH, MAY.reconcile);
  const [t, admin, proof] = await Promise.all([
    getTranslations('reconciliation'),
    getTranslations('admin'),
    getProofProps(viewer.userId),
  ]);
  const loading = <TableLoading label={admin('loading')} />;
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <RunForm
        action={reconcileStripeAction}
        proof={proof}
        texts={{ from: t('from'), until: t('until'), run: t('run'), running: t('running'), hint: t('hint') }}
      />
      <Section id="runs" title={t('runs')}>
        <Suspense fallback={loading}>
          <Runs />
        </Suspense>
      </Section>
    </>
  );
}

async function Runs() {
  const [t, format, runs] = await Promise.all([
    getTranslations('reconciliation'),
    getFormatter(),
    listRuns(),
  ]);
  const moment = (date: Date) =>
    date.getTime() === 0
      ? t('beginning')
      : `${format.dateTime(date, { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' })} UTC`;
  return (
    <DataTable
      caption={t('runs')}
      rows={runs}
      rowKey={({ id }) => String(id)}
      empty={t('noRuns')}
      columns={[
        {
          key: 'when',
          head: t('when'),
          nowrap: true,
          cell: ({ id, startedAt }) => (
            <SiteLink href={`${PATH}/${id}`} className="link">
              {moment(startedAt)}
            </SiteLink>
          ),
        },
        {
          key: 'period',
          head: t('period'),
          nowrap: true,
          cell: ({ fromAt, untilAt }) => t('span', { from: moment(fromAt), until: moment(untilAt) }),
        },
        { key: 'by', wide: true, head: t('by'), cell: ({ starter }) => starter?.email ?? t('job') },
        {
          key: 'state',
          head: t('state'),
          cell: ({ status, differences, explained, unexplained }) =>
            status !== 'done' ? (
              <Badge tone={status === 'failed' ? 'bad' : undefined}>{t(`status.${status}`)}</Badge>
            ) : unexplained ? (
              <Badge tone="bad">{t('unexplained')}</Badge>
            ) : (
              <Badge tone={differences === explained ? 'good' : 'copper'}>
                {differences === 0 ? t('agrees') : t('states', { open: differences - explained, explained })}
              </Badge>
            ),
        },
        {
          key: 'transactions',
          head: t('transactions'),
          right: true,
          cell: ({ transactions }) => format.number(transactions),
        },
        {
          key: 'matched',
          head: t('matched'),
          right: true,
          cell: ({ matched }) => format.number(matched),
        },
      ]}
    />
  );
}
