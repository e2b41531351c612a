import { getTranslations } from 'next-intl/server';
import { Skeleton } from '@/components/ui/skeleton';

/** The shape of the list while it is on its way. */
export default async function Loading() {
  const t = await getTranslations('common');
  return (
    <div role="status">
      <span className="sr-only">{t('loading')}</span>
      <Skeleton className="mb-6 h-10 w-40" />
      <Skeleton className="mb-6 h-11 w-full" />
      {['a', 'b', 'c', 'd', 'e'].map((row) => (
        <div key={row} className="flex items-center justify-between gap-6 border-line border-t py-4">
          <Skeleton className="h-6 w-1/2" />
          <Skeleton className="h-5 w-24" />
        </div>
      ))}
    </div>
  );
}
