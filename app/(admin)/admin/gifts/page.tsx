import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { GiftState } from '@/components/admin/gift-state';
import { GiftUpload } from '@/components/admin/gift-upload';
import { PageHead } from '@/components/admin/page-head';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import { Pagination } from '@/components/ui/pagination';
import { SiteLink } from '@/components/ui/site-link';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { readId } from '@/lib/core/ids';
import { BATCHES_PAGE, listBatches } from '@/lib/desks/backoffice';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { type SearchParams, single } from '../../../search-params';
import { adminMetadata } from '../admin-metadata';
import { pageOf, withQuery } from '../page-of';
import { Unreadable } from '../unreadable';

export const generateMetadata = () => adminMetadata('admin.gifts.title', MAY.giveInBulk);

const PATH = '/admin/gifts';

/** Gifts to many readers from one file. */
export default async function GiftsPage({ searchParams }: { searchParams: SearchParams }) {
  await requireAdmin(PATH, MAY.giveInBulk);
  const query = await searchParams;
  const wrong = findUnreadable((name) => query[name], { before: readId });
  if (wrong.length > 0)
    return <Unreadable title={(await getTranslations('admin'))('gifts.title')} path={PATH} wrong={wrong} />;
  const before = readId(single(query.before));
  const [t, rows] = await Promise.all([getTranslations('admin'), listBatches(before)]);
  const { shown, last } = pageOf(rows, BATCHES_PAGE);
  return (
    <>
      <PageHead title={t('gifts.title')} lead={t('gifts.lead')} />
      <Section id="upload" title={t('gifts.new')}>
        <pre className="mb-4 inline-block overflow-x-auto rounded-sm bg-sunk px-3 py-2 font-mono text-xs">
          {'email,amount,expires\nreader@example.com,1.50,2027-01-31\nother@example.com,3.5¢,'}
        </pre>
        <GiftUpload
          path={`${PATH}/upload`}
          texts={{
            label: t('gifts.file'),
            hint: t('gifts.fileHint'),
            submit: t('gifts.read'),
            wait: t('gifts.reading'),
            failed: t('gifts.failed'),
          }}
        />
      </Section>
      <Section id="batches" title={t('gifts.batches')}>
        <Batches shown={shown} />
        <Pagination
          label={t('pages')}
          previous={before ? { href: PATH, label: t('newest') } : undefined}
          next={last ? { href: withQuery(PATH, { before: String(last.id) }), label: t('older') } : undefined}
        />
      </Section>
    </>
  );
}

async function Batches({ shown }: { shown: Awaited<ReturnType<typeof listBatches>> }) {
  const [t, format, locale] = await Promise.all([getTranslations('admin'), getFormatter(), getLocale()]);
  return (
    <DataTable
      caption={t('gifts.batches')}
      rows={shown}
      rowKey={({ id }) => String(id)}
      empty={t('gifts.none')}
      columns={[
        {
          key: 'id',
          wide: true,
          head: t('gifts.id'),
          cell: ({ id, fileName }) => (
            <SiteLink href={`${PATH}/${id}`} className="link wrap-anywhere">
              #{String(id)} {fileName}
            </SiteLink>
          ),
        },
        {
          key: 'at',
          head: t('gifts.at'),
          nowrap: true,
          cell: ({ createdAt }) => format.dateTime(createdAt, { dateStyle: 'medium', timeStyle: 'short' }),
        },
        {
          key: 'by',
          wide: true,
          head: t('gifts.by'),
          cell: ({ requester }) => <span className="wrap-anywhere">{requester.email}</span>,
        },
        {
          key: 'status',
          head: t('gifts.status'),
          cell: ({ status }) => <GiftState status={status} />,
        },
        {
          key: 'lines',
          head: t('gifts.goodLines'),
          right: true,
          cell: ({ goodCount, lineCount }) => (
            <span className="figures">
              {format.number(goodCount)} / {format.number(lineCount)}
            </span>
          ),
        },
        {
          key: 'amount',
          head: t('gifts.amount'),
          right: true,
          cell: ({ goodMicros, currency }) => (
            <Money micros={goodMicros} currency={currency} locale={locale} cents={false} />
          ),
        },
      ]}
    />
  );
}
