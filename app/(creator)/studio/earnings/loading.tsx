import { getTranslations } from 'next-intl/server';
import { DashboardLoading } from '@/components/earnings/dashboard-loading';

export default async function Loading() {
  const t = await getTranslations('earnings');
  return <DashboardLoading label={t('loading')} />;
}
