import { getFormatter, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { FilterBar, FilterField, filterClass } from '@/components/admin/filter-bar';
import { PageHead } from '@/components/admin/page-head';
import { PersonLink } from '@/components/admin/person-link';
import { StatusBadge } from '@/components/support/status-badge';
import { Badge } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/link-button';
import { Pagination } from '@/components/ui/pagination';
import { SiteLink } from '@/components/ui/site-link';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { readId } from '@/lib/core/ids';
import { MINUTE_MS } from '@/lib/core/time';
import { FIRST_ANSWER_HOURS, listQueue, QUEUE_OWNERS, QUEUE_PAGE } from '@/lib/desks/support';
import { requireAdmin } from '@/lib/entry/session';
import { SupportStatus } from '@/lib/generated/prisma/enums';
import { MAY } from '@/lib/ground/policy';
import { type SearchParams, single } from '../../../search-params';
import { adminMetadata } from '../admin-metadata';
import { pageOf, withQuery } from '../page-of';
import { Unreadable } from '../unreadable';

export const generateMetadata = () => adminMetadata('support.queue.title', MAY.answerSupport);

const PATH = '/admin/support';
const STATUSES = Object.values(SupportStatus);

/** What people wait for, the longest waiting first. */
export default async function QueuePage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireAdmin(PATH, MAY.answerSupport);
  const query = await searchParams;
  const wrong = findUnreadable((name) => query[name], { after: readId });
  if (wrong.length > 0)
    return <Unreadable title={(await getTranslations('support'))('queue.title')} path={PATH} wrong={wrong} />;
  const asked = single(query.status);
  // What waits for an admin, unless something else is asked for.
  const status = asked === 'all' ? null : (STATUSES.find((one) => one === asked) ?? 'open');
  const owner = QUEUE_OWNERS.find((one) => one === single(query.owner)) ?? 'all';
  const unanswered = single(query.clock) === 'unanswered';
  const after = readId(single(query.after));
  const [t, admin, found] = await Promise.all([
    getTranslations('support'),
    getTranslations('admin'),
    listQueue({ status, owner, unanswered, after }, viewer.userId),
  ]);
  const { shown, last } = pageOf(found, QUEUE_PAGE);
  const set = { status: asked, owner: single(query.owner), clock: single(query.clock) };
  return (
    <>
      <PageHead
        title={t('queue.title')}
        actions={
          <LinkButton size="sm" href={`${PATH}/answers`}>
            {t('queue.cannedLink')}
          </LinkButton>
        }
      />
      <Filters set={set} status={status} owner={owner} unanswered={unanswered} />
      <Requests shown={shown} />
      <Pagination
        label={admin('pages')}
        previous={after ? { href: withQuery(PATH, set), label: t('queue.first') } : undefined}
        next={
          last
            ? { href: withQuery(PATH, { ...set, after: String(last.id) }), label: t('queue.next') }
            : undefined
        }
      />
    </>
  );
}

/** How long the first answer took, or how long the person has waited for it. */
async function Clock({ createdAt, firstAnswerAt }: { createdAt: Date; firstAnswerAt: Date | null }) {
  const t = await getTranslations('support.queue');
  const minutes = Math.max(
    0,
    Math.round(((firstAnswerAt ?? new Date()).getTime() - createdAt.getTime()) / MINUTE_MS),
  );
  const time =
    minutes < 60
      ? t('minutes', { count: minutes })
      : minutes < 48 * 60
        ? t('hours', { count: Math.floor(minutes / 60) })
        : t('days', { count: Math.floor(minutes / 1_440) });
  if (firstAnswerAt) return <span className="text-soft">{t('answeredIn', { time })}</span>;
  return minutes >= FIRST_ANSWER_HOURS * 60 ? (
    <Badge tone="bad">{t('late', { time })}</Badge>
  ) : (
    <span>{t('waitingFor', { time })}</span>
  );
}

async function Requests({ shown }: { shown: Awaited<ReturnType<typeof listQueue>> }) {
  const [t, format] = await Promise.all([getTranslations('support'), getFormatter()]);
  return (
    <DataTable
      caption={t('queue.list')}
      rows={shown}
      rowKey={({ id }) => String(id)}
      empty={t('queue.none')}
      columns={[
        {
          key: 'subject',
          wide: true,
          head: t('queue.subject'),
          cell: ({ id, subject, about }) => (
            <span className="block max-w-md">
              <SiteLink href={`${PATH}/${id}`} className="link break-words">
                {subject}
              </SiteLink>
              {about ? <span className="block text-faint">{t(`about.${about}`)}</span> : null}
            </span>
          ),
        },
        {
          key: 'from',
          wide: true,
          head: t('queue.from'),
          cell: ({ user }) => <PersonLink userId={user.id} email={user.email} />,
        },
        {
          key: 'status',
          head: t('queue.status'),
          cell: (row) => <StatusBadge status={row.status} side="admin" />,
        },
        {
          key: 'owner',
          head: t('queue.owner'),
          cell: (row) => row.owner?.email ?? <span className="text-faint">{t('queue.nobody')}</span>,
        },
        {
          key: 'asked',
          head: t('queue.asked'),
          nowrap: true,
          cell: ({ createdAt }) => format.dateTime(createdAt, { dateStyle: 'medium', timeStyle: 'short' }),
        },
        { key: 'clock', head: t('queue.clock'), nowrap: true, cell: (row) => <Clock {...row} /> },
      ]}
    />
  );
}

interface FiltersProps {
  set: { status: string; owner: string; clock: string };
  status: 'open' | 'waiting' | 'solved' | null;
  owner: 'nobody' | 'all' | 'mine';
  unanswered: boolean;
}

async function Filters({ set, status, owner, unanswered }: FiltersProps) {
  const [admin, t] = await Promise.all([getTranslations('admin'), getTranslations('support')]);
  const select = (
    name: string,
    label: string,
    value: string,
    options: { value: string; label: string }[],
  ) => (
    <FilterField id={name} label={label}>
      <select id={name} name={name} defaultValue={value} className={filterClass}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FilterField>
  );
  return (
    <FilterBar
      action={PATH}
      label={admin('filterLabel')}
      submit={admin('filter')}
      clear={Object.values(set).some(Boolean) ? admin('clear') : undefined}
    >
      {select('status', t('queue.status'), status ?? 'all', [
        ...STATUSES.map((value) => ({ value, label: t(`status.admin.${value}`) })),
        { value: 'all', label: t('queue.all') },
      ])}
      {select(
        'owner',
        t('queue.owner'),
        owner,
        QUEUE_OWNERS.map((value) => ({ value, label: t(`queue.owners.${value}`) })),
      )}
      {select(
        'clock',
        t('queue.clock'),
        unanswered ? 'unanswered' : 'all',
        (['all', 'unanswered'] as const).map((value) => ({ value, label: t(`queue.clocks.${value}`) })),
      )}
    </FilterBar>
  );
}
