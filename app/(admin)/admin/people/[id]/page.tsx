import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { PageHead } from '@/components/admin/page-head';
import { TableLoading } from '@/components/admin/table-loading';
import { Badge } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/link-button';
import { Segmented } from '@/components/ui/segmented';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { readId } from '@/lib/core/ids';
import { getPerson } from '@/lib/desks/backoffice';
import { requireAdmin } from '@/lib/entry/session';
import { may } from '@/lib/ground/policy';
import { type SearchParams, single } from '../../../../search-params';
import { adminMetadataOf } from '../../admin-metadata';
import { withQuery } from '../../page-of';
import { Unreadable } from '../../unreadable';
import { AdjustmentsView } from './adjustments-view';
import { PersonCreatorView } from './creator-view';
import { PersonMoney } from './money-view';
import { NotesView } from './notes-view';
import { SessionsView } from './sessions-view';
import { TopUpsView } from './top-ups-view';
import { TransfersView } from './transfers-view';
import { UnlocksView } from './unlocks-view';

export const generateMetadata = adminMetadataOf('admin.person.number');

const VIEWS = [
  'money',
  'transfers',
  'unlocks',
  'top-ups',
  'creator',
  'adjustments',
  'sessions',
  'notes',
] as const;

interface PersonPageProps {
  params: Promise<{ id: string }>;
  searchParams: SearchParams;
}

/** One person: who they are, and one view at a time of what happened. */
/** The lists of money have cursors of their own, which they read themselves. */
const readAnyCursor = (text: string) => (/^\d[\w.:-]{0,79}$/.test(text) ? text : null);

export default async function PersonPage({ params, searchParams }: PersonPageProps) {
  const { id: text } = await params;
  const viewer = await requireAdmin(`/admin/people/${text}`);
  const id = readId(text);
  const [t, query, person] = await Promise.all([
    getTranslations('admin'),
    searchParams,
    id === null ? null : getPerson(id),
  ]);
  if (!person) notFound();
  const path = `/admin/people/${person.userId}`;
  const view = VIEWS.find((one) => one === query.show) ?? 'money';
  const before = single(query.before);
  const byCursor = view === 'transfers' || view === 'creator';
  const readers = { wallet: readId, before: byCursor ? readAnyCursor : readId };
  const wrong = findUnreadable((name) => query[name], readers);
  if (wrong.length > 0) return <Unreadable title={person.email} path={path} wrong={wrong} />;
  const views = VIEWS.filter((one) => one !== 'creator' || person.creator);
  const state = { person, viewer, path, before };
  return (
    <>
      <PageHead
        title={person.name ?? person.email}
        lead={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="wrap-anywhere">{person.email}</span>
            <span className="figures text-faint">#{String(person.userId)}</span>
            {person.adminRole ? <Badge tone="copper">{t(`role.${person.adminRole}`)}</Badge> : null}
            {person.creator ? <Badge>@{person.creator.handle}</Badge> : null}
            {person.wallets.some(({ status }) => status === 'frozen') || person.creator?.frozenAt ? (
              <Badge tone="bad">{t('person.isFrozen')}</Badge>
            ) : null}
          </span>
        }
        actions={
          may(viewer.adminRole, 'adjust') && viewer.userId !== person.userId ? (
            <LinkButton href={`/admin/adjustments/new?person=${person.userId}`} size="sm" variant="primary">
              {t('person.adjust')}
            </LinkButton>
          ) : null
        }
      />
      <Segmented
        label={t('person.views')}
        className="mb-5"
        options={views.map((one) => ({
          href: withQuery(path, { show: one === 'money' ? null : one }),
          label: t(`person.view.${one}`),
          current: one === view,
        }))}
      />
      <Suspense key={`${view} ${before}`} fallback={<TableLoading label={t('loading')} />}>
        {view === 'money' ? <PersonMoney {...state} /> : null}
        {view === 'transfers' ? <TransfersView {...state} walletId={readId(single(query.wallet))} /> : null}
        {view === 'unlocks' ? <UnlocksView {...state} /> : null}
        {view === 'top-ups' ? <TopUpsView {...state} /> : null}
        {view === 'creator' && person.creator ? (
          <PersonCreatorView {...state} creator={person.creator} />
        ) : null}
        {view === 'adjustments' ? <AdjustmentsView {...state} /> : null}
        {view === 'sessions' ? <SessionsView {...state} /> : null}
        {view === 'notes' ? <NotesView {...state} /> : null}
      </Suspense>
    </>
  );
}
