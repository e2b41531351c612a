import { getTranslations } from 'next-intl/server';
import { Skeleton } from '@/components/ui/skeleton';
import { VisuallyHidden } from '@/components/ui/visually-hidden';

export default async function WalletLoading() {
  const t = await getTranslations('wallet');
  return (
    <div role="status" className="page flex flex-col gap-8 py-10 sm:py-14">
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      <Skeleton className="h-4 w-20" />
      <Skeleton className="h-14 w-52" />
      <Skeleton className="h-8 w-full max-w-prose" />
      {['a', 'b', 'c', 'd', 'e', 'f'].map((line) => (
        <Skeleton key={line} className="h-5 w-full max-w-[48rem]" />
      ))}
    </div>
  );
}
