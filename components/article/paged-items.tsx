import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { Pagination } from '../ui/pagination';
import type { CardItem } from './card-types';
import { ItemList } from './item-list';

interface PagedItemsProps {
  list: { entries: CardItem[]; page: number; pages: number };
  hrefFor: (page: number) => string;
  /** Shown when there is nothing on this page. */
  empty: ReactNode;
  currency: string;
  locale: string;
  heading?: 'h2' | 'h3';
  author?: boolean;
}

/** A list with its pages, or what to say when it is empty. */
export async function PagedItems({ list, hrefFor, empty, ...shown }: PagedItemsProps) {
  const t = await getTranslations('common.pagination');
  const { entries, page, pages } = list;
  if (entries.length === 0) return empty;
  return (
    <div className="flex flex-col gap-6">
      <ItemList items={entries} {...shown} />
      <Pagination
        label={t('label')}
        previous={page > 1 ? { href: hrefFor(page - 1), label: t('previous') } : undefined}
        next={page < pages ? { href: hrefFor(page + 1), label: t('next') } : undefined}
        position={t('position', { page, pages })}
      />
    </div>
  );
}
