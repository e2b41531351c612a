import { notFound } from 'next/navigation';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { ActForm, type ActFormProps } from '@/components/admin/act-form';
import { DataTable } from '@/components/admin/data-table';
import { PageHead } from '@/components/admin/page-head';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import { buttonClass } from '@/components/ui/button-class';
import { Notice } from '@/components/ui/notice';
import { SiteLink } from '@/components/ui/site-link';
import { isCurrencyCode } from '@/lib/core/currencies';
import { readId } from '@/lib/core/ids';
import {
  type Difference,
  getRun,
  isPostable,
  listDifferences,
  type Run,
  sumClosings,
} from '@/lib/desks/reconciliation';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { getProofProps } from '../../../../proof-props';
import { adminMetadataOf } from '../../admin-metadata';
import { getAdminFieldTexts } from '../../admin-texts';
import { requestChargeAction, setDifferenceStateAction } from '../actions';

export const generateMetadata = adminMetadataOf('reconciliation.one', MAY.reconcile);

const PARTS = [
  'charges',
  'fees',
  'refunds',
  'disputes',
  'transfers',
  'own_funds',
  'other',
  'balance',
] as const;
const TABLES = ['top_ups', 'refunds', 'disputes', 'payouts', 'processor_charges'] as const;

/** One comparison: the closing balance in parts, and each difference with what to do. */
export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: text } = await params;
  const viewer = await requireAdmin(`/admin/reconciliation/${text}`, MAY.reconcile);
  const id = readId(text);
  const run = id === null ? null : await getRun(id);
  if (!run) notFound();
  const [t, format, open, explained, proof, fields] = await Promise.all([
    getTranslations('reconciliation'),
    getFormatter(),
    listDifferences(run.id, { state: 'open' }),
    listDifferences(run.id, { state: 'explained' }),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
  ]);
  const moment = (date: Date) =>
    date.getTime() === 0
      ? t('beginning')
      : `${format.dateTime(date, { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' })} UTC`;
  const openCount = run.differences - run.explained;
  const good = run.status === 'done' && openCount === 0 && !run.unexplained;
  const form = { proof, fields };
  return (
    <>
      <PageHead
        title={t('one', { id: String(run.id) })}
        lead={`${t('span', { from: moment(run.fromAt), until: moment(run.untilAt) })} · ${run.starter?.email ?? t('job')}`}
        actions={
          <>
            <a href={`/admin/reconciliation/${run.id}/csv`} className={buttonClass({ size: 'sm' })}>
              {t('csv')}
            </a>
            <a
              href={`/admin/reconciliation/${run.id}/csv?part=closing`}
              className={buttonClass({ size: 'sm', variant: 'quiet' })}
            >
              {t('closingCsv')}
            </a>
          </>
        }
      />
      <Notice
        tone={good ? 'good' : run.status === 'failed' || run.unexplained ? 'bad' : 'plain'}
        className="mb-6"
      >
        {run.status === 'failed'
          ? t('failed')
          : good
            ? t(run.explained === 0 ? 'good' : 'onlyExplained', { count: run.explained })
            : openCount === 0
              ? t('leftOver')
              : t('bad', { count: openCount })}
      </Notice>
      <Section id="closing" title={t('closing')}>
        <p className="mb-3 max-w-prose text-soft">{t('closingLead')}</p>
        <Closing closings={run.closings} />
      </Section>
      <Section id="differences" title={t('list')}>
        <Differences rows={open} runId={run.id} caption={t('list')} form={form} />
        <More shown={open.length} count={openCount} />
      </Section>
      {explained.length > 0 ? (
        <Section id="explained" title={t('explainedList')}>
          <p className="mb-3 max-w-prose text-soft">{t('explainedLead')}</p>
          <Differences rows={explained} runId={run.id} caption={t('explainedList')} form={form} />
          <More shown={explained.length} count={run.explained} />
        </Section>
      ) : null}
    </>
  );
}

/** Amounts of a currency that is not ours are written as they are. */
function Amount({ micros, currency, locale }: { micros: bigint | null; currency: string; locale: string }) {
  if (micros === null) return <>–</>;
  if (isCurrencyCode(currency))
    return <Money micros={micros} currency={currency} locale={locale} cents={false} />;
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return <span className="figures whitespace-nowrap">{format.format(Number(micros) / 1_000_000)}</span>;
}

async function Closing({ closings }: { closings: Run['closings'] }) {
  const [t, locale] = await Promise.all([getTranslations('reconciliation'), getLocale()]);
  const rows = sumClosings(closings);
  const amount = (micros: bigint, currency: string) => (
    <Amount micros={micros} currency={currency} locale={locale} />
  );
  return (
    <DataTable
      caption={t('closing')}
      phone="grid"
      rows={rows}
      rowKey={({ currency, category }) => `${currency} ${category}`}
      empty={t('noDifferences')}
      columns={[
        {
          key: 'part',
          head: t('part'),
          cell: ({ category, currency }) =>
            category === 'total' ? (
              <strong>
                {t('total')} · {currency.toUpperCase()}
              </strong>
            ) : (
              t(`parts.${PARTS.find((known) => known === category) ?? 'other'}`)
            ),
        },
        {
          key: 'left',
          head: t('left'),
          right: true,
          cell: (row) =>
            row.leftMicros === 0n ? (
              amount(0n, row.currency)
            ) : (
              <strong className="text-red">{amount(row.leftMicros, row.currency)}</strong>
            ),
        },
        {
          key: 'stripe',
          head: t('atStripe'),
          right: true,
          cell: (row) => amount(row.processorMicros, row.currency),
        },
        {
          key: 'books',
          head: t('inBooks'),
          right: true,
          cell: (row) => amount(row.booksMicros, row.currency),
        },
        {
          key: 'timing',
          head: t('timing'),
          right: true,
          cell: (row) => amount(row.timingMicros, row.currency),
        },
        {
          key: 'listed',
          head: t('listed'),
          right: true,
          cell: (row) => amount(row.differencesMicros, row.currency),
        },
      ]}
    />
  );
}

/** Says that the page does not show all; the file does. */
async function More({ shown, count }: { shown: number; count: number }) {
  if (shown >= count) return null;
  return (
    <p className="mt-3 text-soft">{(await getTranslations('reconciliation'))('more', { shown, count })}</p>
  );
}

interface DifferencesProps {
  rows: Difference[];
  runId: bigint;
  caption: string;
  form: Pick<ActFormProps, 'proof' | 'fields'>;
}

async function Differences({ rows, runId, caption, form }: DifferencesProps) {
  const [t, auth, locale, format] = await Promise.all([
    getTranslations('reconciliation'),
    getTranslations('auth'),
    getLocale(),
    getFormatter(),
  ]);
  const leadsTo: Record<string, string> = { top_ups: '/admin/refunds/top-ups', disputes: '/admin/disputes' };
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={({ number }) => String(number)}
      empty={t('noDifferences')}
      columns={[
        {
          key: 'when',
          head: t('when'),
          nowrap: true,
          cell: ({ happenedAt }) => format.dateTime(happenedAt, { dateStyle: 'medium', timeStyle: 'short' }),
        },
        {
          key: 'kind',
          head: t('kind'),
          cell: ({ kind, category }) => (
            <>
              <strong>{t(`kinds.${kind}`)}</strong>
              <span className="block text-faint">
                {t(
                  `parts.${PARTS.find((known) => known === category) ?? (category.startsWith('refund') ? 'refunds' : category.startsWith('transfer') ? 'transfers' : 'other')}`,
                )}
              </span>
            </>
          ),
        },
        {
          key: 'thing',
          wide: true,
          head: t('thing'),
          cell: ({ refTable, ref, sourceRef, transactionRef }) => {
            const table = TABLES.find((known) => known === refTable);
            const name = table ? t(`refs.${table}`, { id: String(ref) }) : null;
            const path = refTable ? leadsTo[refTable] : undefined;
            return (
              <>
                {path && name ? (
                  <SiteLink href={`${path}/${ref}`} className="link">
                    {name}
                  </SiteLink>
                ) : (
                  name
                )}
                <span className="block wrap-anywhere font-mono text-xs">
                  {[sourceRef, transactionRef].filter(Boolean).join(' ')}
                </span>
              </>
            );
          },
        },
        {
          key: 'stripe',
          head: t('atStripe'),
          right: true,
          cell: ({ processorMicros, currency }) => (
            <Amount micros={processorMicros} currency={currency} locale={locale} />
          ),
        },
        {
          key: 'books',
          head: t('inBooks'),
          right: true,
          cell: ({ booksMicros, currency }) => (
            <Amount micros={booksMicros} currency={currency} locale={locale} />
          ),
        },
        {
          key: 'what',
          wide: true,
          head: t('what'),
          cell: ({ number, kind, category, currency, state, note, notedBy, notedAt }) => (
            <div className="flex min-w-48 max-w-md flex-col gap-2">
              {state === 'open' ? <p>{t(`advice.${kind}`)}</p> : null}
              {note ? <p className="whitespace-pre-wrap break-words">{note}</p> : null}
              {notedBy && notedAt ? (
                <p className="text-faint text-xs">
                  {t(state === 'explained' ? 'explainedBy' : 'reopenedBy', { who: notedBy })} ·{' '}
                  {format.dateTime(notedAt, { dateStyle: 'medium', timeStyle: 'short' })}
                </p>
              ) : null}
              {state === 'open' && isPostable({ kind, category, currency }) ? (
                <details>
                  <summary className="link w-fit cursor-pointer">{t('charge.ask')}</summary>
                  <div className="pt-3">
                    <ActForm
                      action={requestChargeAction}
                      values={{ runId: String(runId), number: String(number) }}
                      label={t('charge.ask')}
                      waitLabel={auth('wait')}
                      note={{ name: 'note', label: t('charge.why'), hint: t('charge.hint') }}
                      {...form}
                    />
                  </div>
                </details>
              ) : null}
              <details>
                <summary className="link w-fit cursor-pointer">
                  {t(state === 'open' ? 'explain' : 'reopen')}
                </summary>
                <div className="pt-3">
                  <ActForm
                    action={setDifferenceStateAction}
                    values={{
                      runId: String(runId),
                      number: String(number),
                      state: state === 'open' ? 'explained' : 'open',
                    }}
                    label={t(state === 'open' ? 'explain' : 'reopen')}
                    waitLabel={auth('wait')}
                    note={{ name: 'note', label: t(state === 'open' ? 'whyExplained' : 'whyOpen') }}
                    {...form}
                  />
                </div>
              </details>
            </div>
          ),
        },
      ]}
    />
  );
}
