import type { Metadata } from 'next';
import { getFormatter, getTranslations } from 'next-intl/server';
import { StatusBadge } from '@/components/support/status-badge';
import { Badge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { LinkButton } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { SiteLink } from '@/components/ui/site-link';
import { readId } from '@/lib/core/ids';
import { listOwnRequests, REQUESTS_PAGE } from '@/lib/desks/support';
import { requireViewer } from '@/lib/entry/session';
import { type SearchParams, single } from '../../search-params';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('support'))('title'), robots: { index: false } };
}

/** What the person has asked for help with. */
export default async function SupportPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer('/support');
  const before = readId(single((await searchParams).before));
  const [t, format, found] = await Promise.all([
    getTranslations('support'),
    getFormatter(),
    listOwnRequests(viewer.userId, before),
  ]);
  const shown = found.slice(0, REQUESTS_PAGE);
  const last = found.length > REQUESTS_PAGE ? shown.at(-1) : undefined;
  return (
    <div className="page max-w-[48rem] py-10 sm:py-14">
      <div className="mb-8 flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1 className="display text-3xl">{t('title')}</h1>
          <p className="mt-2 text-soft">{t('lead')}</p>
        </div>
        {shown.length > 0 ? (
          <LinkButton href="/support/new" variant="primary">
            {t('ask')}
          </LinkButton>
        ) : null}
      </div>
      {shown.length === 0 ? (
        <EmptyState
          title={t('empty')}
          action={
            <LinkButton href="/support/new" variant="primary">
              {t('ask')}
            </LinkButton>
          }
        >
          {t('emptyText')}
        </EmptyState>
      ) : (
        <ol className="border-line border-t">
          {shown.map(({ id, subject, status, hasNews, changedAt }) => (
            <li
              key={String(id)}
              className={
                'flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-line ' + 'border-b py-4'
              }
            >
              <span className="min-w-0 break-words">
                <SiteLink href={`/support/${id}`} className="font-[560] hover:underline">
                  {subject}
                </SiteLink>{' '}
                {hasNews ? <Badge tone="copper">{t('news')}</Badge> : null}
              </span>
              <span className="flex items-center gap-3 text-faint text-sm">
                <time dateTime={changedAt.toISOString()}>
                  {format.dateTime(changedAt, { dateStyle: 'medium' })}
                </time>
                <StatusBadge status={status} side="person" />
              </span>
            </li>
          ))}
        </ol>
      )}
      <div className="mt-6">
        <Pagination
          label={t('pages')}
          previous={before ? { href: '/support', label: t('newest') } : undefined}
          next={last ? { href: `/support?before=${last.id}`, label: t('older') } : undefined}
        />
      </div>
    </div>
  );
}
