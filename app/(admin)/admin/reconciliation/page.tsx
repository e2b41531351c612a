import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { PageHead } from '@/components/admin/page-head';
import { RunForm } from '@/components/admin/reconciliation/run-form';
import { Section } from '@/components/admin/section';
import { Badge } from '@/components/ui/badge';
import { SiteLink } from '@/components/ui/site-link';
import { MAY } from '@/lib/admin/permissions';
import { getAdminViewer, requireAdmin } from '@/lib/auth/admin-viewer';
import { listLeftAlone, listRuns } from '@/lib/stripe-reconciliation/queries';
import { getProofProps } from '../../../proof-props';
import { reconcileStripeAction } from './actions';

const PATH = '/admin/reconciliation';

export async function generateMetadata(): Promise<Metadata> {
  if (!(await getAdminViewer(MAY.reconcile))) return {};
  return { title: (await getTranslations('reconciliation'))('title'), robots: { index: false } };
}

/** The comparisons with Stripe, and a new one. */
export default async function ReconciliationPage() {
  const viewer = await requireAdmin(PATH, MAY.reconcile);
  const [t, format, runs, leftAlone, proof] = await Promise.all([
    getTranslations('reconciliation'),
    getFormatter(),
    listRuns(),
    listLeftAlone(),
    getProofProps(viewer.userId),
  ]);
  const moment = (date: Date) =>
    date.getTime() === 0 ? '…' : format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <RunForm
        action={reconcileStripeAction}
        proof={proof}
        texts={{ from: t('from'), until: t('until'), run: t('run'), running: t('running'), hint: t('hint') }}
      />
      <Section id="runs" title={t('runs')}>
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
              cell: ({ fromAt, untilAt }) => `${moment(fromAt)} – ${moment(untilAt)}`,
            },
            { key: 'by', head: t('by'), cell: ({ starter }) => starter?.email ?? t('job') },
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
                    {differences === 0
                      ? t('agrees')
                      : t('states', { open: differences - explained, explained })}
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
      </Section>
      <Section id="left-alone" title={t('leftAlone')}>
        <p className="mb-3 max-w-prose text-soft">{t('leftAloneLead')}</p>
        <DataTable
          caption={t('leftAlone')}
          rows={leftAlone}
          rowKey={({ id }) => id}
          empty={t('noneLeftAlone')}
          columns={[
            { key: 'when', head: t('when'), nowrap: true, cell: ({ receivedAt }) => moment(receivedAt) },
            {
              key: 'event',
              head: t('event'),
              cell: ({ type, objectId }) => (
                <>
                  {type} <span className="block break-all font-mono text-xs">{objectId}</span>
                </>
              ),
            },
            { key: 'note', head: t('note'), cell: ({ note }) => note },
          ]}
        />
      </Section>
    </>
  );
}
