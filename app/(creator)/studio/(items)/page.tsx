import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { OwnItems } from '@/components/studio/own-items';
import { OwnItemsFilter } from '@/components/studio/own-items-filter';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { env } from '@/lib/core/env';
import { getProfile, listOwnItems } from '@/lib/desks/studio';
import { requireCreator } from '@/lib/entry/session';
import { ItemKind, ItemStatus } from '@/lib/generated/prisma/enums';
import { cleanSearch, parsePage } from '@/lib/rooms/catalog';
import { type SearchParams, single } from '../../../search-params';

const PER_PAGE = 20;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('studio'))('title'), robots: { index: false } };
}

const oneOf = <T extends string>(known: Record<string, T>, value: string): T | undefined =>
  Object.values(known).find((one) => one === value);

export default async function StudioPage({ searchParams }: { searchParams: SearchParams }) {
  const { creatorId } = await requireCreator('/studio');
  const [params, locale, t, profile] = await Promise.all([
    searchParams,
    getLocale(),
    getTranslations('studio'),
    getProfile(creatorId),
  ]);
  const status = oneOf(ItemStatus, single(params.status));
  const kind = oneOf(ItemKind, single(params.kind));
  const search = cleanSearch(single(params.q));
  const filtered = Boolean(status || kind || search);
  const list = await listOwnItems(creatorId, {
    status,
    kind,
    search,
    page: parsePage(params.page),
    size: PER_PAGE,
  });
  const hrefFor = (page: number) => {
    const query = new URLSearchParams(
      Object.entries({ status, kind, q: search, page: String(page) }).flatMap(([name, value]) =>
        value ? [[name, value]] : [],
      ),
    );
    return `/studio?${query}`;
  };
  const isNew = list.total === 0 && !filtered;
  return (
    <>
      <Head isNew={isNew} />
      {isNew ? (
        <NothingYet />
      ) : (
        <div className="flex flex-col gap-6">
          <OwnItemsFilter status={status} kind={kind} search={search} />
          {list.entries.length === 0 ? (
            <EmptyState
              title={t('list.noMatch')}
              action={<LinkButton href="/studio">{t('list.showAll')}</LinkButton>}
            >
              {t('list.noMatchText')}
            </EmptyState>
          ) : (
            <>
              <p role="status" className="text-faint text-sm">
                {t('list.count', { count: list.total })}
              </p>
              <OwnItems
                items={list.entries}
                currency={env.WALLET_CURRENCY}
                locale={locale}
                timeZone={profile.timeZone}
              />
              <Pages list={list} hrefFor={hrefFor} />
            </>
          )}
        </div>
      )}
    </>
  );
}

async function Head({ isNew }: { isNew: boolean }) {
  const t = await getTranslations('studio');
  return (
    <header className="mb-6 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
      <h1 className="display text-3xl">{t('list.title')}</h1>
      <p className="flex flex-wrap gap-2">
        <LinkButton href="/studio/courses" size="sm" variant="quiet">
          {t('list.courses')}
        </LinkButton>
        <LinkButton href="/studio/import" size="sm">
          {t('list.import')}
        </LinkButton>
        {isNew ? null : (
          <LinkButton href="/studio/new" size="sm" variant="primary">
            {t('list.new')}
          </LinkButton>
        )}
      </p>
    </header>
  );
}

async function NothingYet() {
  const t = await getTranslations('studio');
  return (
    <EmptyState
      title={t('list.empty')}
      action={
        <LinkButton href="/studio/new" variant="primary">
          {t('list.emptyAction')}
        </LinkButton>
      }
    >
      {t('list.emptyText')}
    </EmptyState>
  );
}

interface PagesProps {
  list: Awaited<ReturnType<typeof listOwnItems>>;
  hrefFor: (page: number) => string;
}

async function Pages({ list, hrefFor }: PagesProps) {
  const common = await getTranslations('common.pagination');
  return (
    <Pagination
      label={common('label')}
      previous={list.page > 1 ? { href: hrefFor(list.page - 1), label: common('previous') } : undefined}
      next={list.page < list.pages ? { href: hrefFor(list.page + 1), label: common('next') } : undefined}
      position={common('position', { page: list.page, pages: list.pages })}
    />
  );
}
