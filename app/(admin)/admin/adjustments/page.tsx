import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { AdjustmentTable } from '@/components/admin/adjustment-table';
import { PageHead } from '@/components/admin/page-head';
import { TableLoading } from '@/components/admin/table-loading';
import { LinkButton } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { Segmented } from '@/components/ui/segmented';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { readId } from '@/lib/core/ids';
import { ADJUSTMENT_STATUSES, ADJUSTMENTS_PAGE, listAdjustments } from '@/lib/desks/backoffice';
import { requireAdmin } from '@/lib/entry/session';
import { may } from '@/lib/ground/policy';
import { type SearchParams, single } from '../../../search-params';
import { adminMetadata } from '../admin-metadata';
import { pageOf, withQuery } from '../page-of';
import { Unreadable } from '../unreadable';

export const generateMetadata = () => adminMetadata('admin.adjustment.title');

const PATH = '/admin/adjustments';

/** Every adjustment; what waits for a second admin has a view of its own. */
export default async function AdjustmentsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireAdmin(PATH);
  const query = await searchParams;
  const wrong = findUnreadable((name) => query[name], { before: readId });
  if (wrong.length > 0)
    return (
      <Unreadable title={(await getTranslations('admin'))('adjustment.title')} path={PATH} wrong={wrong} />
    );
  const status = ADJUSTMENT_STATUSES.find((one) => one === query.status);
  const before = readId(single(query.before));
  const t = await getTranslations('admin');
  return (
    <>
      <PageHead
        title={t('adjustment.title')}
        lead={t('adjustment.lead')}
        actions={
          may(viewer.adminRole, 'adjust') ? (
            <LinkButton href="/admin/people" size="sm">
              {t('adjustment.begin')}
            </LinkButton>
          ) : null
        }
      />
      <Segmented
        label={t('adjustment.views')}
        className="mb-4"
        options={[undefined, ...ADJUSTMENT_STATUSES].map((one) => ({
          href: withQuery(PATH, { status: one }),
          label: one ? t(`adjustment.state.${one}`) : t('adjustment.all'),
          current: one === status,
        }))}
      />
      <Suspense key={`${status} ${before}`} fallback={<TableLoading label={t('loading')} />}>
        <List status={status} before={before} />
      </Suspense>
    </>
  );
}

interface ListProps {
  status: (typeof ADJUSTMENT_STATUSES)[number] | undefined;
  before: bigint | null;
}

async function List({ status, before }: ListProps) {
  const [t, rows] = await Promise.all([getTranslations('admin'), listAdjustments({ status, before })]);
  const { shown, last } = pageOf(rows, ADJUSTMENTS_PAGE);
  return (
    <>
      <AdjustmentTable rows={shown} showOwner />
      <Pagination
        label={t('pages')}
        previous={before ? { href: withQuery(PATH, { status }), label: t('newest') } : undefined}
        next={
          last ? { href: withQuery(PATH, { status, before: String(last.id) }), label: t('older') } : undefined
        }
      />
    </>
  );
}
