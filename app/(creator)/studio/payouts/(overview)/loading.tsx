import { getTranslations } from 'next-intl/server';
import { Skeleton } from '@/components/ui/skeleton';
import { VisuallyHidden } from '@/components/ui/visually-hidden';

export default async function PayoutsLoading() {
  const t = await getTranslations('payouts');
  return (
    <div role="status" className="grid gap-x-16 gap-y-10 lg:grid-cols-[minmax(0,1fr)_21rem]">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      <div className="flex flex-col gap-6">
        <Skeleton className="h-14 w-48" />
        <Skeleton className="h-11 w-40" />
        <Skeleton className="mt-8 h-8 w-56" />
        <Skeleton className="h-16 w-full" />
        <Skeleton className="h-16 w-full" />
      </div>
      <Skeleton className="h-64 w-full rounded-md" />
    </div>
  );
}
