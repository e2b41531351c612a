import { getTranslations } from 'next-intl/server';
import { Pagination } from '@/components/ui/pagination';
import { withQuery } from '../../page-of';

interface OlderProps {
  path: string;
  view: string;
  before: string;
  next: string | null;
  extra?: Record<string, string>;
}

/** The way to older rows of a view, and back to the newest. */
export async function Older({ path, view, before, next, extra }: OlderProps) {
  const t = await getTranslations('admin');
  return (
    <Pagination
      label={t('pages')}
      previous={before ? { href: withQuery(path, { show: view, ...extra }), label: t('newest') } : undefined}
      next={
        next
          ? { href: withQuery(path, { show: view, ...extra, before: next }), label: t('older') }
          : undefined
      }
    />
  );
}
