import { getFormatter, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { DataTable } from '@/components/admin/data-table';
import { FilterBar, FilterField, filterClass } from '@/components/admin/filter-bar';
import { PageHead } from '@/components/admin/page-head';
import { TableLoading } from '@/components/admin/table-loading';
import { Badge } from '@/components/ui/badge';
import { Pagination } from '@/components/ui/pagination';
import { SiteLink } from '@/components/ui/site-link';
import { cutText } from '@/lib/core/cut-text';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { readId } from '@/lib/core/ids';
import { PEOPLE_PAGE, searchPeople } from '@/lib/desks/backoffice';
import { requireAdmin } from '@/lib/entry/session';
import { type SearchParams, single } from '../../../search-params';
import { adminMetadata } from '../admin-metadata';
import { pageOf, withQuery } from '../page-of';
import { Unreadable } from '../unreadable';

export const generateMetadata = () => adminMetadata('admin.people.title');

const PATH = '/admin/people';

export default async function PeoplePage({ searchParams }: { searchParams: SearchParams }) {
  await requireAdmin(PATH);
  const query = await searchParams;
  const wrong = findUnreadable((name) => query[name], { before: readId });
  if (wrong.length > 0)
    return <Unreadable title={(await getTranslations('admin'))('people.title')} path={PATH} wrong={wrong} />;
  // PostgreSQL holds no zero bytes.
  const typed = cutText(single(query.q).replaceAll('\0', '').trim(), 254);
  const before = readId(single(query.before));
  const t = await getTranslations('admin');
  return (
    <>
      <PageHead title={t('people.title')} />
      <FilterBar
        action={PATH}
        label={t('filterLabel')}
        submit={t('people.search')}
        clear={typed ? t('clear') : undefined}
      >
        <FilterField id="q" wide label={t('people.query')}>
          <input
            id="q"
            name="q"
            type="search"
            defaultValue={typed}
            maxLength={254}
            autoComplete="off"
            className={`${filterClass} sm:w-80`}
          />
        </FilterField>
      </FilterBar>
      <p className="mb-3 text-faint text-xs">{t('people.hint')}</p>
      <Suspense key={`${typed} ${before}`} fallback={<TableLoading label={t('loading')} />}>
        <Found typed={typed} before={before} />
      </Suspense>
    </>
  );
}

async function Found({ typed, before }: { typed: string; before: bigint | null }) {
  const [t, format, found] = await Promise.all([
    getTranslations('admin'),
    getFormatter(),
    searchPeople(typed, before),
  ]);
  const { shown, last } = pageOf(found, PEOPLE_PAGE);
  return (
    <>
      <DataTable
        caption={t('people.title')}
        rows={shown}
        rowKey={({ userId }) => String(userId)}
        empty={typed ? t('people.none', { query: typed }) : t('people.nobody')}
        columns={[
          {
            key: 'email',
            wide: true,
            head: t('people.email'),
            cell: ({ userId, email }) => (
              <SiteLink href={`${PATH}/${userId}`} className="link wrap-anywhere">
                {email}
              </SiteLink>
            ),
          },
          {
            key: 'name',
            head: t('people.name'),
            cell: ({ name }) => name ?? <span className="text-faint">–</span>,
          },
          {
            key: 'what',
            head: t('people.what'),
            cell: ({ adminRole, handle, isFrozen }) =>
              adminRole || handle || isFrozen ? (
                <span className="flex flex-wrap gap-1">
                  {adminRole ? <Badge tone="copper">{t(`role.${adminRole}`)}</Badge> : null}
                  {handle ? <Badge>@{handle}</Badge> : null}
                  {isFrozen ? <Badge tone="bad">{t('person.isFrozen')}</Badge> : null}
                </span>
              ) : null,
          },
          {
            key: 'since',
            head: t('people.since'),
            nowrap: true,
            cell: ({ createdAt }) => format.dateTime(createdAt, { dateStyle: 'medium' }),
          },
          {
            key: 'id',
            head: t('people.id'),
            right: true,
            cell: ({ userId }) => <span className="figures">{String(userId)}</span>,
          },
        ]}
      />
      <Pagination
        label={t('pages')}
        previous={before ? { href: withQuery(PATH, { q: typed }), label: t('newest') } : undefined}
        next={
          last
            ? { href: withQuery(PATH, { q: typed, before: String(last.userId) }), label: t('older') }
            : undefined
        }
      />
    </>
  );
}
