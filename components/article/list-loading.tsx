import { getTranslations } from 'next-intl/server';
import { Skeleton } from '../ui/skeleton';

/** The shape of a list while it is on its way. */
export async function ListLoading({ rows = 5 }: { rows?: number }) {
  const t = await getTranslations('common');
  return (
    <div className="page max-w-208 pt-12">
      <p role="status" className="sr-only">
        {t('loading')}
      </p>
      <Skeleton className="mb-10 h-11 w-60" />
      <div className="divide-y divide-line border-line border-y" aria-hidden="true">
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
          <div key={row} className="flex gap-8 py-6">
            <div className="flex flex-1 flex-col gap-3">
              <Skeleton className="h-7 w-3/5" />
              <Skeleton className="h-5 w-full max-sm:hidden" />
              <Skeleton className="h-4 w-40" />
            </div>
            <Skeleton className="aspect-square w-20 sm:aspect-[3/2] sm:w-36" />
          </div>
        ))}
      </div>
    </div>
  );
}
