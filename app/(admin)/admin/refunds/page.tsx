import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { PageHead } from '@/components/admin/page-head';
import { RefundTable } from '@/components/admin/refunds/refund-table';
import { WaitingReversals } from '@/components/admin/refunds/waiting-reversals';
import { Section } from '@/components/admin/section';
import { TableLoading } from '@/components/admin/table-loading';
import { Pagination } from '@/components/ui/pagination';
import { Segmented } from '@/components/ui/segmented';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { readId } from '@/lib/core/ids';
import { requireAdmin } from '@/lib/entry/session';
import { MAY, may } from '@/lib/ground/policy';
import { listRefunds, listWaitingReversals, REFUNDS_PAGE } from '@/lib/rooms/money-back';
import { type SearchParams, single } from '../../../search-params';
import { adminMetadata } from '../admin-metadata';
import { pageOf, withQuery } from '../page-of';
import { Unreadable } from '../unreadable';

const PATH = '/admin/refunds';
const SHOWS = ['all', 'open', 'failed'] as const;

export const generateMetadata = () => adminMetadata('refunds.title', MAY.refund);

/** Every refund, those made at Stripe too; above them the reversals that wait for a second admin. */
export default async function RefundsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireAdmin(PATH, MAY.refund);
  const query = await searchParams;
  const wrong = findUnreadable((name) => query[name], { before: readId });
  if (wrong.length > 0)
    return <Unreadable title={(await getTranslations('refunds'))('title')} path={PATH} wrong={wrong} />;
  const show = SHOWS.find((one) => one === query.show) ?? 'all';
  const before = readId(single(query.before));
  const [t, admin, waiting] = await Promise.all([
    getTranslations('refunds'),
    getTranslations('admin'),
    may(viewer.adminRole, 'reverseUnlocks') ? listWaitingReversals() : [],
  ]);
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      {waiting.length > 0 ? (
        <Section id="waiting" title={t('reverse.waiting.title')}>
          <p className="mb-3 max-w-prose text-soft">{t('reverse.waiting.lead')}</p>
          <WaitingReversals rows={waiting} />
        </Section>
      ) : null}
      <Segmented
        label={t('show')}
        className="mb-4"
        options={SHOWS.map((one) => ({
          href: withQuery(PATH, { show: one === 'all' ? undefined : one }),
          label: t(`filter.${one}`),
          current: one === show,
        }))}
      />
      <Suspense key={`${show} ${before}`} fallback={<TableLoading label={admin('loading')} />}>
        <List show={show} before={before} />
      </Suspense>
    </>
  );
}

async function List({ show, before }: { show: (typeof SHOWS)[number]; before: bigint | null }) {
  const [t, rows] = await Promise.all([getTranslations('refunds'), listRefunds({ show, before })]);
  const { shown, last } = pageOf(rows, REFUNDS_PAGE);
  const here = (more: Record<string, string | undefined>) =>
    withQuery(PATH, { show: show === 'all' ? undefined : show, ...more });
  return (
    <>
      <RefundTable rows={shown} caption={t('title')} />
      <Pagination
        label={t('pages')}
        previous={before ? { href: here({}), label: t('newest') } : undefined}
        next={last ? { href: here({ before: String(last.id) }), label: t('older') } : undefined}
      />
    </>
  );
}
