import type { Metadata } from 'next';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { ItemLength } from '@/components/article/item-length';
import { ItemRow } from '@/components/article/item-row';
import { Money } from '@/components/money';
import { HelpLink } from '@/components/support/help-link';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { requireViewer } from '@/lib/entry/session';
import { parsePage, readingOf } from '@/lib/rooms/catalog';
import { findLicenceKey } from '@/lib/rooms/media';
import { listLibrary } from '@/lib/rooms/unlocks';
import type { SearchParams } from '../../search-params';

const PER_PAGE = 24;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('articles.library');
  return { title: t('title') };
}

export default async function LibraryPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer('/library');
  const [params, locale, t, common] = await Promise.all([
    searchParams,
    getLocale(),
    getTranslations('articles.library'),
    getTranslations('common.pagination'),
  ]);
  const { currency } = readingOf(viewer);
  const list = await listLibrary(
    { readerId: viewer.userId, currency },
    { page: parsePage(params.page), size: PER_PAGE },
  );
  const { page, pages, total } = list;
  return (
    <div className="page max-w-208">
      <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2 pt-10 pb-6">
        <h1 className="display text-4xl">{t('title')}</h1>
        {total > 0 ? <p className="text-faint text-sm">{t('count', { count: total })}</p> : null}
      </header>
      {list.entries.length === 0 ? (
        <EmptyState
          title={t('empty')}
          action={
            <LinkButton href="/" variant="primary">
              {t('action')}
            </LinkButton>
          }
        >
          {t('emptyText')}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-6">
          <ul className="divide-y divide-line border-line border-y">
            {list.entries.map((entry) => (
              <li key={entry.item.slug}>
                <ItemRow
                  heading="h2"
                  item={entry.item}
                  currency={currency}
                  locale={locale}
                  facts={<Facts entry={entry} />}
                />
              </li>
            ))}
          </ul>
          <Pagination
            label={common('label')}
            previous={page > 1 ? { href: `/library?page=${page - 1}`, label: common('previous') } : undefined}
            next={page < pages ? { href: `/library?page=${page + 1}`, label: common('next') } : undefined}
            position={common('position', { page, pages })}
          />
        </div>
      )}
    </div>
  );
}

/** The licence key of an unlock, to be copied with one press on it. */
async function OwnedKey({ unlockId }: { unlockId: bigint }) {
  const [key, t] = await Promise.all([findLicenceKey(unlockId), getTranslations('media.player')]);
  if (!key) return null;
  if (key.key === null) return <p className="relative z-1 basis-full">{t('keyWait')}</p>;
  return (
    <p className="relative z-1 basis-full">
      {t('keyTitle')}:{' '}
      <span className="select-all font-mono text-ink [overflow-wrap:anywhere]" translate="no">
        {key.key}
      </span>
    </p>
  );
}

type Entry = Awaited<ReturnType<typeof listLibrary>>['entries'][number];

/** By whom, of what length, when it was unlocked and what was paid, and the licence key if it has one. */
async function Facts({ entry }: { entry: Entry }) {
  const { item, unlockId, unlockedAt, paidMicros, keySupply } = entry;
  const [t, format, locale] = await Promise.all([
    getTranslations('articles.library'),
    getFormatter(),
    getLocale(),
  ]);
  return (
    <div className="flex flex-wrap gap-x-2 text-faint text-sm">
      <span lang={item.language} className="text-soft">
        {item.creator.name}
      </span>
      {item.kind === 'article' ? null : (
        <>
          <span aria-hidden="true">·</span>
          <ItemLength item={item} />
        </>
      )}
      <span aria-hidden="true">·</span>
      <time dateTime={unlockedAt.toISOString()}>
        {t('unlockedOn', { date: format.dateTime(unlockedAt, { dateStyle: 'medium' }) })}
      </time>
      <span aria-hidden="true">·</span>
      <Money micros={paidMicros} currency={entry.currency} locale={locale} />
      <span aria-hidden="true">·</span>
      <HelpLink about={`unlock-${unlockId}`} short />
      {keySupply ? <OwnedKey unlockId={unlockId} /> : null}
    </div>
  );
}
