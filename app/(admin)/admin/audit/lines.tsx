import { getFormatter, getTranslations } from 'next-intl/server';
import { Changes } from '@/components/admin/audit/changes';
import { Subject } from '@/components/admin/audit/subject';
import { DataTable } from '@/components/admin/data-table';
import { PersonLink } from '@/components/admin/person-link';
import { Pagination } from '@/components/ui/pagination';
import { SiteLink } from '@/components/ui/site-link';
import type { AuditAction } from '@/lib/core/audit-actions';
import { AUDIT_PAGE, type AuditLine, describeSubjects, listAudit } from '@/lib/desks/backoffice';
import { pageOf, withQuery } from '../page-of';
import { type FilterValues, PATH, toAuditFilter } from './read-filter';

interface LinesProps {
  values: FilterValues;
  before: bigint | null;
}

export async function Lines({ values, before }: LinesProps) {
  const [t, format, lines] = await Promise.all([
    getTranslations('admin'),
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
            cell: ({ action }) => <ActionLink action={action} />,
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
            cell: ({ address, requestId }) => <Origin address={address} requestId={requestId} />,
          },
        ]}
      />
      <Pages before={before} values={values} last={last} />
    </>
  );
}

function Actor({ line, system }: { line: AuditLine; system: string }) {
  if (line.actorId === null) return <span className="text-faint">{system}</span>;
  return <PersonLink userId={line.actorId} email={line.actor ?? `#${line.actorId}`} />;
}

export function wordsOf(
  acts: Awaited<ReturnType<typeof getTranslations<'audit.act'>>>,
  action: string,
): string {
  return acts.has(action as AuditAction) ? acts(action as AuditAction) : action;
}

function Origin({ address, requestId }: { address: string | null; requestId: string | null }) {
  return (
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
  );
}

async function ActionLink({ action }: { action: string }) {
  const acts = await getTranslations('audit.act');
  return (
    <SiteLink
      href={withQuery(PATH, { action })}
      className="inline-block py-0.5 hover:underline"
      title={action}
    >
      {wordsOf(acts, action)}
    </SiteLink>
  );
}

interface PagesProps {
  before: bigint | null;
  values: FilterValues;
  last: AuditLine | null;
}

async function Pages({ before, values, last }: PagesProps) {
  const t = await getTranslations('admin');
  return (
    <Pagination
      label={t('pages')}
      previous={before ? { href: withQuery(PATH, values), label: t('newest') } : undefined}
      next={
        last
          ? { href: withQuery(PATH, { ...values, before: String(last.id) }), label: t('older') }
          : undefined
      }
    />
  );
}
