import { getFormatter, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { JobButtons } from '@/components/admin/jobs/job-buttons';
import { UtcTime } from '@/components/admin/ledger/utc-time';
import { PageHead } from '@/components/admin/page-head';
import { Section } from '@/components/admin/section';
import { Badge } from '@/components/ui/badge';
import { Notice } from '@/components/ui/notice';
import { Pagination } from '@/components/ui/pagination';
import { Segmented } from '@/components/ui/segmented';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { readId } from '@/lib/core/ids';
import {
  getLastLedgerCheck,
  getWorkers,
  JOB_STATES,
  JOBS_PAGE,
  listJobStats,
  listJobs,
} from '@/lib/desks/backoffice';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { getProofProps } from '../../../proof-props';
import { type SearchParams, single } from '../../../search-params';
import { adminMetadata } from '../admin-metadata';
import { pageOf, withQuery } from '../page-of';
import { Unreadable } from '../unreadable';
import { actOnJobAction } from './actions';
import { Undelivered } from './undelivered';

export const generateMetadata = () => adminMetadata('jobs.title', MAY.manageJobs);

const PATH = '/admin/jobs';
const TONES = { queued: 'plain', running: 'copper', failed: 'bad' } as const;

/** What runs in the background: the workers, the queue, how each task did, and the last check of the books. */
export default async function JobsPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireAdmin(PATH, MAY.manageJobs);
  const query = await searchParams;
  const wrong = findUnreadable((name) => query[name], { before: readId });
  if (wrong.length > 0)
    return <Unreadable title={(await getTranslations('jobs'))('title')} path={PATH} wrong={wrong} />;
  const state = JOB_STATES.find((one) => one === single(query.state)) ?? null;
  const before = readId(single(query.before));
  const [t, admin, found, proof] = await Promise.all([
    getTranslations('jobs'),
    getTranslations('admin'),
    listJobs(state, before),
    getProofProps(viewer.userId),
  ]);
  const { shown, last } = pageOf(found, JOBS_PAGE);
  const strings = {
    retry: t('retry'),
    remove: t('remove'),
    wait: t('wait'),
  };
  return (
    <>
      <PageHead title={t('title')} lead={t('lead')} />
      <Health />
      <Section id="queue" title={t('list')}>
        <Segmented
          label={t('filter')}
          className="mb-3"
          options={([null, ...JOB_STATES] as const).map((one) => ({
            href: withQuery(PATH, { state: one }),
            label: t(`state.${one ?? 'all'}`),
            current: one === state,
          }))}
        />
        <DataTable
          caption={t('list')}
          rows={shown}
          rowKey={({ id }) => String(id)}
          empty={state ? t('noneOf') : t('none')}
          columns={[
            {
              key: 'task',
              head: t('task'),
              cell: ({ id, task }) => (
                <>
                  {task} <span className="figures text-faint">{String(id)}</span>
                </>
              ),
            },
            {
              key: 'state',
              head: t('stateHead'),
              cell: (job) => <Badge tone={TONES[job.state]}>{t(`state.${job.state}`)}</Badge>,
            },
            { key: 'due', head: t('due'), nowrap: true, cell: ({ runAt }) => <UtcTime at={runAt} /> },
            {
              key: 'attempts',
              nowrap: true,
              head: t('attempts'),
              right: true,
              cell: ({ attempts, maxAttempts }) => (
                <span className="figures">
                  {attempts} / {maxAttempts}
                </span>
              ),
            },
            {
              key: 'error',
              wide: true,
              head: t('error'),
              cell: ({ lastError }) => <span className="block max-w-md break-words">{lastError}</span>,
            },
            {
              key: 'act',
              head: t('act'),
              cell: (job) =>
                job.state === 'running' ? null : (
                  <JobButtons
                    jobId={String(job.id)}
                    action={actOnJobAction}
                    proof={proof}
                    strings={strings}
                  />
                ),
            },
          ]}
        />
        <Pagination
          label={admin('pages')}
          previous={before ? { href: withQuery(PATH, { state }), label: admin('newest') } : undefined}
          next={
            last
              ? { href: withQuery(PATH, { state, before: String(last.id) }), label: admin('older') }
              : undefined
          }
        />
      </Section>
      <Undelivered />
      <Statistics />
    </>
  );
}

async function Health() {
  const [t, format, workers, check] = await Promise.all([
    getTranslations('jobs'),
    getFormatter(),
    getWorkers(),
    getLastLedgerCheck(),
  ]);
  const ago = workers.lastSeenAt ? format.relativeTime(workers.lastSeenAt, new Date()) : '';
  const moment = check?.endedAt.toISOString().slice(0, 16).replace('T', ' ') ?? '';
  const worker = workers.alive > 0 ? 'alive' : workers.lastSeenAt ? 'silent' : 'none';
  const books = !check ? 'never' : check.brokenLaws.length === 0 ? 'fine' : 'broken';
  return (
    <div className="mb-8 flex flex-col gap-3">
      <Notice tone={worker === 'alive' ? 'good' : 'bad'}>
        {t(`worker.${worker}`, { count: workers.alive, ago })}
      </Notice>
      <Notice tone={books === 'fine' ? 'good' : books === 'never' ? 'plain' : 'bad'} title={t('books.title')}>
        {t(`books.${books}`, { moment, count: check?.brokenLaws.length ?? 0 })}
        {check?.brokenLaws.map((law) => (
          <span key={law} className="block">
            {law}
          </span>
        ))}
      </Notice>
    </div>
  );
}

async function Statistics() {
  const [t, format, stats] = await Promise.all([getTranslations('jobs'), getFormatter(), listJobStats()]);
  return (
    <Section id="statistics" title={t('statistics')}>
      <DataTable
        caption={t('statistics')}
        rows={stats}
        rowKey={({ task }) => task}
        empty={t('noStatistics')}
        columns={[
          { key: 'task', head: t('task'), cell: ({ task }) => task },
          { key: 'runs', head: t('runs'), right: true, cell: ({ runs }) => format.number(runs) },
          { key: 'failures', head: t('failures'), right: true, cell: (row) => format.number(row.failures) },
          { key: 'last', head: t('last'), nowrap: true, cell: (row) => <UtcTime at={row.lastEndedAt} /> },
          { key: 'took', head: t('took'), right: true, cell: ({ lastMs }) => `${format.number(lastMs)} ms` },
          {
            key: 'lastFailed',
            wide: true,
            head: t('lastFailed'),
            cell: ({ lastFailedAt, lastError }) =>
              lastFailedAt ? (
                <>
                  <UtcTime at={lastFailedAt} /> <span className="text-soft">{lastError}</span>
                </>
              ) : (
                '–'
              ),
          },
        ]}
      />
    </Section>
  );
}
