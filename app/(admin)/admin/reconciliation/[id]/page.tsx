import { notFound } from 'next/navigation';
import { getFormatter, getTranslations } from 'next-intl/server';
import { PageHead } from '@/components/admin/page-head';
import { Section } from '@/components/admin/section';
import { buttonClass } from '@/components/ui/button-class';
import { Notice } from '@/components/ui/notice';
import { readId } from '@/lib/core/ids';
import { getRun, listDifferences } from '@/lib/desks/reconciliation';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { getProofProps } from '../../../../proof-props';
import { adminMetadataOf } from '../../admin-metadata';
import { getAdminFieldTexts } from '../../admin-texts';
import { Closing } from './closing';
import { Differences } from './differences';

export const generateMetadata = adminMetadataOf('reconciliation.one', MAY.reconcile);

/** One comparison: the closing balance in parts, and each difference with what to do. */
export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: text } = await params;
  const viewer = await requireAdmin(`/admin/reconciliation/${text}`, MAY.reconcile);
  const id = readId(text);
  const run = id === null ? null : await getRun(id);
  if (!run) notFound();
  const [t, format, open, explained, proof, fields] = await Promise.all([
    getTranslations('reconciliation'),
    getFormatter(),
    listDifferences(run.id, { state: 'open' }),
    listDifferences(run.id, { state: 'explained' }),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
  ]);
  const moment = (date: Date) =>
    date.getTime() === 0
      ? t('beginning')
      : `${format.dateTime(date, { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'short' })} UTC`;
  const openCount = run.differences - run.explained;
  const form = { proof, fields };
  return (
    <>
      <PageHead
        title={t('one', { id: String(run.id) })}
        lead={
          `${t('span', { from: moment(run.fromAt), until: moment(run.untilAt) })} · ` +
          `${run.starter?.email ?? t('job')}`
        }
        actions={
          <>
            <a href={`/admin/reconciliation/${run.id}/csv`} className={buttonClass({ size: 'sm' })}>
              {t('csv')}
            </a>
            <a
              href={`/admin/reconciliation/${run.id}/csv?part=closing`}
              className={buttonClass({ size: 'sm', variant: 'quiet' })}
            >
              {t('closingCsv')}
            </a>
          </>
        }
      />
      <Outcome run={run} />
      <Section id="closing" title={t('closing')}>
        <p className="mb-3 max-w-prose text-soft">{t('closingLead')}</p>
        <Closing closings={run.closings} />
      </Section>
      <Section id="differences" title={t('list')}>
        <Differences rows={open} runId={run.id} caption={t('list')} form={form} />
        <More shown={open.length} count={openCount} />
      </Section>
      {explained.length > 0 ? (
        <Section id="explained" title={t('explainedList')}>
          <p className="mb-3 max-w-prose text-soft">{t('explainedLead')}</p>
          <Differences rows={explained} runId={run.id} caption={t('explainedList')} form={form} />
          <More shown={explained.length} count={run.explained} />
        </Section>
      ) : null}
    </>
  );
}

type Run = NonNullable<Awaited<ReturnType<typeof getRun>>>;

/** Whether all is in order, in one sentence. */
async function Outcome({ run }: { run: Run }) {
  const t = await getTranslations('reconciliation');
  const openCount = run.differences - run.explained;
  if (run.status === 'failed')
    return (
      <Notice tone="bad" className="mb-6">
        {t('failed')}
      </Notice>
    );
  const tone = run.unexplained ? 'bad' : 'plain';
  if (openCount > 0)
    return (
      <Notice tone={tone} className="mb-6">
        {t('bad', { count: openCount })}
      </Notice>
    );
  if (run.status !== 'done' || run.unexplained)
    return (
      <Notice tone={tone} className="mb-6">
        {t('leftOver')}
      </Notice>
    );
  return (
    <Notice tone="good" className="mb-6">
      {t(run.explained === 0 ? 'good' : 'onlyExplained', { count: run.explained })}
    </Notice>
  );
}

/** Says that the page does not show all; the file does. */
async function More({ shown, count }: { shown: number; count: number }) {
  if (shown >= count) return null;
  return (
    <p className="mt-3 text-soft">{(await getTranslations('reconciliation'))('more', { shown, count })}</p>
  );
}
