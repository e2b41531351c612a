import { notFound } from 'next/navigation';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { ActForm } from '@/components/admin/act-form';
import { DataTable } from '@/components/admin/data-table';
import { GiftState } from '@/components/admin/gift-state';
import { PageHead } from '@/components/admin/page-head';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import { Badge } from '@/components/ui/badge';
import { buttonClass } from '@/components/ui/button-class';
import { Notice } from '@/components/ui/notice';
import { Pagination } from '@/components/ui/pagination';
import { Segmented } from '@/components/ui/segmented';
import { SiteLink } from '@/components/ui/site-link';
import { AutoRefresh } from '@/components/wallet/auto-refresh';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { readId } from '@/lib/core/ids';
import { type BatchLine, getBatch, LINES_PAGE, listLines, needsSecondAdmin } from '@/lib/desks/backoffice';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import type { AdminViewer } from '@/lib/rooms/identity';
import { getProofProps } from '../../../../proof-props';
import { type SearchParams, single } from '../../../../search-params';
import { adminMetadataOf } from '../../admin-metadata';
import { getAdminFieldTexts } from '../../admin-texts';
import { pageOf, withQuery } from '../../page-of';
import { Unreadable } from '../../unreadable';
import { approveBatchAction, confirmBatchAction, rejectBatchAction } from '../actions';

export const generateMetadata = adminMetadataOf('admin.gifts.number', MAY.giveInBulk);

type Batch = NonNullable<Awaited<ReturnType<typeof getBatch>>>;

interface BatchPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

/** A line's number is 32-bit in the database: an address may hold more. */
const readLine = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : null);

/** One file of gifts: what was read, what is wrong with it, and how far the giving is. */
export default async function BatchPage({ params, searchParams }: BatchPageProps) {
  const { id: text } = await params;
  const viewer = await requireAdmin(`/admin/gifts/${text}`, MAY.giveInBulk);
  const id = readId(text);
  const batch = id === null ? null : await getBatch(id);
  if (!batch) notFound();
  const query = await searchParams;
  const wrong = findUnreadable((name) => query[name], { after: readLine });
  if (wrong.length > 0)
    return (
      <Unreadable
        title={(await getTranslations('admin.gifts'))('title')}
        path={`/admin/gifts/${batch.id}`}
        wrong={wrong}
      />
    );
  const path = `/admin/gifts/${batch.id}`;
  const problemsOnly = query.show === 'problems';
  const after = readLine(single(query.after)) ?? 0;
  const [t, locale, format, lines] = await Promise.all([
    getTranslations('admin.gifts'),
    getLocale(),
    getFormatter(),
    listLines(batch.id, { problemsOnly, after }),
  ]);
  const { shown, last } = pageOf(lines, LINES_PAGE);
  const show = problemsOnly ? 'problems' : null;
  return (
    <>
      {batch.status === 'posting' ? <AutoRefresh /> : null}
      <PageHead
        title={t('number', { id: String(batch.id) })}
        lead={
          <>
            <span className="wrap-anywhere">{batch.fileName}</span>, {batch.requester.email},{' '}
            {format.dateTime(batch.createdAt, { dateStyle: 'medium', timeStyle: 'short' })}
          </>
        }
        actions={
          <>
            <GiftState status={batch.status} />
            <a href={`${path}/result`} download className={buttonClass({ size: 'sm' })}>
              {t('result')}
            </a>
          </>
        }
      />
      <p role="status" className="mb-4">
        {t.rich('summary', {
          good: batch.goodCount,
          all: batch.lineCount,
          amount: () => (
            <Money micros={batch.goodMicros} currency={batch.currency} locale={locale} cents={false} />
          ),
        })}{' '}
        {batch.status === 'posting' || batch.status === 'done' ? t('given', { count: batch.given }) : null}
      </p>
      {batch.problems.length > 0 ? (
        <ul className="mb-4 flex flex-wrap gap-2">
          {batch.problems.map(({ problem, count }) => (
            <li key={problem}>
              <Badge tone="bad">
                {t(`problem.${problem as 'duplicate'}`)} · {format.number(count)}
              </Badge>
            </li>
          ))}
        </ul>
      ) : null}
      {batch.repeated ? (
        <Notice tone="bad" className="mb-6">
          {t.rich(batch.repeatsId ? 'repeatsMeant' : 'repeats', {
            number: String(batch.repeated),
            earlier: (words) => (
              <SiteLink href={`/admin/gifts/${batch.repeated}`} className="link">
                {words}
              </SiteLink>
            ),
          })}
        </Notice>
      ) : null}
      <Acts batch={batch} viewer={viewer} />
      <Section id="lines" title={t('lines')}>
        <Segmented
          label={t('lines')}
          className="mb-3"
          options={[
            { href: path, label: t('allLines'), current: !problemsOnly },
            { href: withQuery(path, { show: 'problems' }), label: t('problemLines'), current: problemsOnly },
          ]}
        />
        <Lines rows={shown} currency={batch.currency} />
        <Pagination
          label={t('lines')}
          previous={after > 0 ? { href: withQuery(path, { show }), label: t('firstLines') } : undefined}
          next={
            last
              ? { href: withQuery(path, { show, after: String(last.line) }), label: t('nextLines') }
              : undefined
          }
        />
      </Section>
    </>
  );
}

async function Lines({ rows, currency }: { rows: BatchLine[]; currency: string }) {
  const [t, locale] = await Promise.all([getTranslations('admin.gifts'), getLocale()]);
  return (
    <DataTable
      caption={t('lines')}
      rows={rows}
      rowKey={({ line }) => String(line)}
      empty={t('noLines')}
      columns={[
        {
          key: 'line',
          head: t('line'),
          right: true,
          cell: ({ line }) => <span className="figures">{line}</span>,
        },
        {
          key: 'email',
          wide: true,
          head: t('email'),
          cell: ({ email }) => <span className="wrap-anywhere">{email || '–'}</span>,
        },
        {
          key: 'amount',
          head: t('amount'),
          right: true,
          cell: ({ amount, amountMicros }) =>
            amountMicros === null ? (
              <span className="wrap-anywhere text-red">{amount || '–'}</span>
            ) : (
              <Money micros={amountMicros} currency={currency} locale={locale} cents={false} />
            ),
        },
        {
          key: 'until',
          head: t('until'),
          nowrap: true,
          cell: ({ expires }) => expires || t('never'),
        },
        {
          key: 'result',
          head: t('outcome'),
          cell: ({ problem, grantId }) =>
            problem ? (
              <span className="text-red">{t(`problem.${problem as 'duplicate'}`)}</span>
            ) : grantId ? (
              <span className="text-green">{t('isGiven')}</span>
            ) : (
              t('isGood')
            ),
        },
      ]}
    />
  );
}

async function Acts({ batch, viewer }: { batch: Batch; viewer: AdminViewer }) {
  const own = batch.requesterId === viewer.userId;
  const open = batch.status === 'checked' || batch.status === 'waiting';
  if (!open) return batch.decisionNote ? <Notice className="mb-6">{batch.decisionNote}</Notice> : null;
  const [t, auth, proof, fields] = await Promise.all([
    getTranslations('admin.gifts'),
    getTranslations('auth'),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
  ]);
  const common = { values: { batchId: String(batch.id) }, waitLabel: auth('wait'), proof, fields };
  const ask = batch.status === 'checked' && (await needsSecondAdmin(batch.id));
  return (
    <div className="mb-8 flex max-w-prose flex-col gap-5">
      {batch.note ? <p className="whitespace-pre-wrap text-soft">{batch.note}</p> : null}
      {batch.status === 'checked' && own && batch.goodCount > 0 ? (
        <ActForm
          action={confirmBatchAction}
          label={ask ? t('ask', { count: batch.goodCount }) : t('give', { count: batch.goodCount })}
          variant="primary"
          note={{ name: 'note', label: t('note'), hint: t('noteHint') }}
          agree={
            batch.repeated
              ? {
                  name: 'repeatsId',
                  value: String(batch.repeated),
                  label: t('giveAgain', { number: String(batch.repeated) }),
                }
              : undefined
          }
          {...common}
        />
      ) : null}
      {batch.status === 'waiting' ? (
        own ? (
          <Notice>{t('waitsForOther')}</Notice>
        ) : (
          <ActForm action={approveBatchAction} label={t('approve')} variant="primary" {...common} />
        )
      ) : null}
      <details>
        <summary className="link inline">{t(own ? 'withdrawOpen' : 'rejectOpen')}</summary>
        <div className="mt-3">
          <ActForm
            action={rejectBatchAction}
            label={t(own ? 'withdraw' : 'reject')}
            variant="danger"
            note={{ name: 'note', label: t('rejectReason') }}
            {...common}
          />
        </div>
      </details>
    </div>
  );
}
