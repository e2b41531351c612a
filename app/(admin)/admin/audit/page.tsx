import { getFormatter, getTranslations } from 'next-intl/server';
import { Suspense } from 'react';
import { Changes } from '@/components/admin/audit/changes';
import { Subject } from '@/components/admin/audit/subject';
import { DataTable } from '@/components/admin/data-table';
import { FilterBar, FilterField, filterClass } from '@/components/admin/filter-bar';
import { PageHead } from '@/components/admin/page-head';
import { PersonLink } from '@/components/admin/person-link';
import { TableLoading } from '@/components/admin/table-loading';
import { buttonClass } from '@/components/ui/button-class';
import { Pagination } from '@/components/ui/pagination';
import { SiteLink } from '@/components/ui/site-link';
import type { AuditAction } from '@/lib/core/audit-actions';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { readId } from '@/lib/core/ids';
import { readDay } from '@/lib/core/read-day';
import { AUDIT_PAGE, type AuditLine, describeSubjects, listActions, listAudit } from '@/lib/desks/backoffice';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { type SearchParams, single } from '../../../search-params';
import { adminMetadata } from '../admin-metadata';
import { pageOf, withQuery } from '../page-of';
import { Unreadable } from '../unreadable';
import { readFilterValues, toAuditFilter } from './read-filter';

export const generateMetadata = () => adminMetadata('admin.audit.title', MAY.readAudit);

const PATH = '/admin/audit';

/** Every act of an admin and every sensitive act of others: who, what, before and after, from where, in which request. */
export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  await requireAdmin(PATH, MAY.readAudit);
  const query = await searchParams;
  const wrong = findUnreadable((name) => query[name], { before: readId, from: readDay, until: readDay });
  if (wrong.length > 0)
    return <Unreadable title={(await getTranslations('admin'))('audit.title')} path={PATH} wrong={wrong} />;
  const values = readFilterValues((name) => query[name]);
  const before = readId(single(query.before));
  const [t, acts, actions] = await Promise.all([
    getTranslations('admin'),
    getTranslations('audit.act'),
    listActions(),
  ]);
  const named = actions
    .map((action) => ({ action, words: wordsOf(acts, action) }))
    .sort((a, b) => a.words.localeCompare(b.words));
  const filtered = Object.values(values).some(Boolean);
  const field = (name: 'actor' | 'subject' | 'request' | 'from' | 'until', type = 'text') => (
    <FilterField id={name} label={t(`audit.${name}`)}>
      <input
        id={name}
        name={name}
        type={type}
        defaultValue={values[name]}
        maxLength={254}
        placeholder={name === 'subject' ? 'user:12' : undefined}
        className={`${filterClass} ${type === 'date' ? '' : 'sm:w-44'}`}
      />
    </FilterField>
  );
  return (
    <>
      <PageHead
        title={t('audit.title')}
        lead={t('audit.lead')}
        actions={
          <a href={withQuery(`${PATH}/export`, values)} download className={buttonClass({ size: 'sm' })}>
            {t('audit.csv')}
          </a>
        }
      />
      <FilterBar
        action={PATH}
        label={t('filterLabel')}
        submit={t('filter')}
        clear={filtered ? t('clear') : undefined}
      >
        {field('actor')}
        <FilterField id="action" label={t('audit.action')}>
          <select id="action" name="action" defaultValue={values.action} className={filterClass}>
            <option value="">{t('audit.anyAction')}</option>
            {named.map(({ action, words }) => (
              <option key={action} value={action}>
                {words}
              </option>
            ))}
          </select>
        </FilterField>
        {field('subject')}
        {field('request')}
        {field('from', 'date')}
        {field('until', 'date')}
      </FilterBar>
      <Suspense key={withQuery(String(before), values)} fallback={<TableLoading label={t('loading')} />}>
        <Lines values={values} before={before} />
      </Suspense>
    </>
  );
}

interface LinesProps {
  values: ReturnType<typeof readFilterValues>;
  before: bigint | null;
}

async function Lines({ values, before }: LinesProps) {
  const [t, acts, format, lines] = await Promise.all([
    getTranslations('admin'),
    getTranslations('audit.act'),
    getFormatter(),
    listAudit(toAuditFilter(values), before),
  ]);
  const { shown, last } = pageOf(lines, AUDIT_PAGE);
  const subjects = await describeSubjects(shown);
  const factsOf = ({ subjectType, subjectId }: AuditLine) => subjects.get(`${subjectType}:${subjectId}`);
  const filtered = Object.values(values).some(Boolean);
  return (
    <>
      <DataTable
        caption={t('audit.title')}
        rows={shown}
        rowKey={({ id }) => String(id)}
        empty={t(filtered ? 'audit.noneFiltered' : 'audit.none')}
        columns={[
          {
            key: 'at',
            head: t('audit.at'),
            nowrap: true,
            cell: ({ at }) => (
              <time dateTime={at.toISOString()} className="figures">
                {format.dateTime(at, { timeZone: 'UTC', dateStyle: 'short', timeStyle: 'medium' })}
              </time>
            ),
          },
          {
            key: 'actor',
            wide: true,
            head: t('audit.actor'),
            cell: (line) => <Actor line={line} system={t('audit.system')} />,
          },
          {
            key: 'action',
            head: t('audit.action'),
            cell: ({ action }) => (
              <SiteLink
                href={withQuery(PATH, { action })}
                className="inline-block py-0.5 hover:underline"
                title={action}
              >
                {wordsOf(acts, action)}
              </SiteLink>
            ),
          },
          {
            key: 'subject',
            head: t('audit.subject'),
            cell: (line) => (
              <Subject
                type={line.subjectType}
                id={line.subjectId}
                label={factsOf(line)?.label ?? null}
                userId={factsOf(line)?.userId ?? null}
              />
            ),
          },
          {
            key: 'changes',
            head: t('audit.changes'),
            cell: (line) => (
              <Changes before={line.before} after={line.after} currency={factsOf(line)?.currency ?? null} />
            ),
          },
          {
            key: 'from',
            head: t('audit.where'),
            cell: ({ address, requestId }) => (
              <span className="figures text-xs">
                <span className="block">{address ?? '–'}</span>
                {requestId ? (
                  <SiteLink
                    href={withQuery(PATH, { request: requestId })}
                    className="block wrap-anywhere text-faint hover:underline"
                    title={requestId}
                  >
                    {requestId.slice(0, 8)}
                  </SiteLink>
                ) : null}
              </span>
            ),
          },
        ]}
      />
      <Pagination
        label={t('pages')}
        previous={before ? { href: withQuery(PATH, values), label: t('newest') } : undefined}
        next={
          last
            ? { href: withQuery(PATH, { ...values, before: String(last.id) }), label: t('older') }
            : undefined
        }
      />
    </>
  );
}

function Actor({ line, system }: { line: AuditLine; system: string }) {
  if (line.actorId === null) return <span className="text-faint">{system}</span>;
  return <PersonLink userId={line.actorId} email={line.actor ?? `#${line.actorId}`} />;
}

function wordsOf(acts: Awaited<ReturnType<typeof getTranslations<'audit.act'>>>, action: string): string {
  return acts.has(action as AuditAction) ? acts(action as AuditAction) : action;
}
