import { notFound } from 'next/navigation';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
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
import { getBatch, LINES_PAGE, listLines } from '@/lib/desks/backoffice';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { type SearchParams, single } from '../../../../search-params';
import { adminMetadataOf } from '../../admin-metadata';
import { pageOf, withQuery } from '../../page-of';
import { Unreadable } from '../../unreadable';
import { Acts, type Batch } from './acts';
import { Lines } from './lines';

export const generateMetadata = adminMetadataOf('admin.gifts.number', MAY.giveInBulk);

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
  const path = `/admin/gifts/${batch.id}`;
  const query = await searchParams;
  const wrong = findUnreadable((name) => query[name], { after: readLine });
  if (wrong.length > 0)
    return <Unreadable title={(await getTranslations('admin.gifts'))('title')} path={path} wrong={wrong} />;
  const problemsOnly = query.show === 'problems';
  const after = readLine(single(query.after)) ?? 0;
  const [t, format, lines] = await Promise.all([
    getTranslations('admin.gifts'),
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
      <Summary batch={batch} />
      <Problems batch={batch} />
      <Repeated batch={batch} />
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

async function Summary({ batch }: { batch: Batch }) {
  const [t, locale] = await Promise.all([getTranslations('admin.gifts'), getLocale()]);
  return (
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
  );
}

/** Says that the same file was read before. */
async function Repeated({ batch }: { batch: Batch }) {
  if (!batch.repeated) return null;
  const t = await getTranslations('admin.gifts');
  return (
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
  );
}

async function Problems({ batch }: { batch: Batch }) {
  if (batch.problems.length === 0) return null;
  const [t, format] = await Promise.all([getTranslations('admin.gifts'), getFormatter()]);
  return (
    <ul className="mb-4 flex flex-wrap gap-2">
      {batch.problems.map(({ problem, count }) => (
        <li key={problem}>
          <Badge tone="bad">
            {t(`problem.${problem as 'duplicate'}`)} · {format.number(count)}
          </Badge>
        </li>
      ))}
    </ul>
  );
}
