import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { ActForm } from '@/components/admin/act-form';
import { DataTable } from '@/components/admin/data-table';
import { PageHead } from '@/components/admin/page-head';
import { RunForm } from '@/components/admin/reconciliation/run-form';
import { Section } from '@/components/admin/section';
import { TableLoading } from '@/components/admin/table-loading';
import { Money } from '@/components/money';
import { Badge } from '@/components/ui/badge';
import { SiteLink } from '@/components/ui/site-link';
import { listPendingCharges, listRuns } from '@/lib/desks/reconciliation';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { getProofProps } from '../../../proof-props';
import { adminMetadata } from '../admin-metadata';
import { getAdminFieldTexts } from '../admin-texts';
import { decideChargeAction, reconcileStripeAction } from './actions';

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
      <Charges viewerId={viewer.userId} />
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

/** Costs of Stripe's own that wait for a second admin; anyone who asked may take theirs back. */
async function Charges({ viewerId }: { viewerId: bigint }) {
  const [t, auth, locale, rows, proof, fields] = await Promise.all([
    getTranslations('reconciliation'),
    getTranslations('auth'),
    getLocale(),
    listPendingCharges(),
    getProofProps(viewerId),
    getAdminFieldTexts(),
  ]);
  if (rows.length === 0) return null;
  return (
    <Section id="charges" title={t('charge.title')}>
      <ul className="flex flex-col gap-4">
        {rows.map(({ id, key, currency, amountMicros, feeMicros, note, requesterId, requester }) => (
          <li key={String(id)} className="rounded-md border border-line bg-raised p-4">
            <p>
              <Money
                micros={amountMicros - feeMicros}
                currency={currency}
                locale={locale}
                cents={false}
                sign
              />{' '}
              <span className="wrap-anywhere font-mono text-faint text-xs">{key}</span>
            </p>
            <p className="whitespace-pre-wrap break-words">{note}</p>
            <p className="mb-3 text-faint text-xs">{t('charge.askedBy', { who: requester.email })}</p>
            <div className="flex flex-wrap gap-6">
              {(requesterId === viewerId ? (['no'] as const) : (['yes', 'no'] as const)).map((agrees) => (
                <details key={agrees}>
                  <summary className="link w-fit cursor-pointer">{t(`charge.${agrees}`)}</summary>
                  <div className="pt-3">
                    <ActForm
                      action={decideChargeAction}
                      values={{ id: String(id), agrees }}
                      label={t(`charge.${agrees}`)}
                      waitLabel={auth('wait')}
                      note={{ name: 'note', label: t('charge.why') }}
                      proof={proof}
                      fields={fields}
                    />
                  </div>
                </details>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
