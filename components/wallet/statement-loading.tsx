import { getTranslations } from 'next-intl/server';
import { Skeleton } from '../ui/skeleton';
import { VisuallyHidden } from '../ui/visually-hidden';

const LINES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Where the statement will be. */
export async function StatementLoading() {
  const t = await getTranslations('wallet');
  return (
    <div role="status">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      <Skeleton className="mb-8 h-8 w-64" />
      {LINES.map((line) => (
        <div key={line} className="flex justify-between border-line border-b py-4">
          <Skeleton className="h-4 w-1/2" />
          <Skeleton className="h-4 w-16" />
        </div>
      ))}
    </div>
  );
}
