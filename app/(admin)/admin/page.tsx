import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { PageHead } from '@/components/admin/page-head';
import { TableLoading } from '@/components/admin/table-loading';
import { Segmented } from '@/components/ui/segmented';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { requireAdmin } from '@/lib/entry/session';
import type { SearchParams } from '../../search-params';
import { adminMetadata } from './admin-metadata';
import { Figures } from './figures';
import { Unreadable } from './unreadable';
import { WaitingList } from './waiting';

export const generateMetadata = () => adminMetadata('admin.overview.title');

const WINDOWS = [30, 90] as const;

/** What waits for the admin, and how the platform does: figures in words, trends and tables. */
export default async function OverviewPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireAdmin('/admin');
  const query = await searchParams;
  const wrong = findUnreadable((name) => query[name], {
    days: (days) => (['30', '90'].includes(days) ? days : null),
  });
  if (wrong.length > 0)
    return (
      <Unreadable title={(await getTranslations('admin'))('overview.title')} path={'/admin'} wrong={wrong} />
    );
  const days = query.days === '90' ? 90 : 30;
  const t = await getTranslations('admin');
  return (
    <>
      <PageHead title={t('overview.title')} />
      <WaitingList viewer={viewer} />
      <Segmented
        label={t('overview.window')}
        className="mb-5"
        options={WINDOWS.map((one) => ({
          href: one === 30 ? '/admin' : `/admin?days=${one}`,
          label: t('overview.days', { count: one }),
          current: one === days,
        }))}
      />
      <Suspense key={days} fallback={<TableLoading label={t('loading')} />}>
        <Figures days={days} />
      </Suspense>
    </>
  );
}
