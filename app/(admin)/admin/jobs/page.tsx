import { getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { JobButtons } from '@/components/admin/jobs/job-buttons';
import { UtcTime } from '@/components/admin/ledger/utc-time';
import { PageHead } from '@/components/admin/page-head';
import { Section } from '@/components/admin/section';
import { Badge } from '@/components/ui/badge';
import { Pagination } from '@/components/ui/pagination';
import { Segmented } from '@/components/ui/segmented';
import { findUnreadable } from '@/lib/core/find-unreadable';
import { readId } from '@/lib/core/ids';
import { JOB_STATES, JOBS_PAGE, listJobs } from '@/lib/desks/backoffice';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { getProofProps } from '../../../proof-props';
import { type SearchParams, single } from '../../../search-params';
import { adminMetadata } from '../admin-metadata';
import { pageOf, withQuery } from '../page-of';
import { Unreadable } from '../unreadable';
import { actOnJobAction } from './actions';
import { Health } from './health';
import { Statistics } from './statistics';
import { Undelivered } from './undelivered';

export const generateMetadata = () => adminMetadata('jobs.title', MAY.manageJobs);

const PATH = '/admin/jobs';
const TONES = { queued: 'plain', running: 'copper', failed: 'bad' } as const;

/** What runs in the background: workers, the queue, how each task did, and the last check of the books. */
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
        <Queue shown={shown} state={state} proof={proof} strings={strings} />
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

interface QueueProps {
  shown: Awaited<ReturnType<typeof listJobs>>;
  state: 'failed' | 'queued' | 'running' | null;
  proof: Awaited<ReturnType<typeof getProofProps>>;
  strings: { retry: string; remove: string; wait: string };
}

async function Queue({ shown, state, proof, strings }: QueueProps) {
  const t = await getTranslations('jobs');
  return (
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
              <JobButtons jobId={String(job.id)} action={actOnJobAction} proof={proof} strings={strings} />
            ),
        },
      ]}
    />
  );
}
