import { getTranslations } from 'next-intl/server';
import { ActForm } from '@/components/admin/act-form';
import { Notice } from '@/components/ui/notice';
import { type getBatch, needsSecondAdmin } from '@/lib/desks/backoffice';
import type { AdminViewer } from '@/lib/rooms/identity';
import { getProofProps } from '../../../../proof-props';
import { getAdminFieldTexts } from '../../admin-texts';
import { approveBatchAction, confirmBatchAction, rejectBatchAction } from '../actions';

export type Batch = NonNullable<Awaited<ReturnType<typeof getBatch>>>;

export async function Acts({ batch, viewer }: { batch: Batch; viewer: AdminViewer }) {
  const own = batch.requesterId === viewer.userId;
  const open = batch.status === 'checked' || batch.status === 'waiting';
  if (!open) return batch.decisionNote ? <Notice className="mb-6">{batch.decisionNote}</Notice> : null;
  const [t, auth, proof, fields] = await Promise.all([
    getTranslations('admin.gifts'),
    getTranslations('auth'),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
  ]);
  const common = { values: { batchId: String(batch.id) }, waitLabel: auth('wait'), proof, fields };
  const ask = batch.status === 'checked' && (await needsSecondAdmin(batch.id));
  return (
    <div className="mb-8 flex max-w-prose flex-col gap-5">
      {batch.note ? <p className="whitespace-pre-wrap text-soft">{batch.note}</p> : null}
      {batch.status === 'checked' && own && batch.goodCount > 0 ? (
        <ActForm
          action={confirmBatchAction}
          label={ask ? t('ask', { count: batch.goodCount }) : t('give', { count: batch.goodCount })}
          variant="primary"
          note={{ name: 'note', label: t('note'), hint: t('noteHint') }}
          agree={
            batch.repeated
              ? {
                  name: 'repeatsId',
                  value: String(batch.repeated),
                  label: t('giveAgain', { number: String(batch.repeated) }),
                }
              : undefined
          }
          {...common}
        />
      ) : null}
      {batch.status === 'waiting' ? (
        own ? (
          <Notice>{t('waitsForOther')}</Notice>
        ) : (
          <ActForm action={approveBatchAction} label={t('approve')} variant="primary" {...common} />
        )
      ) : null}
      <details>
        <summary className="link inline">{t(own ? 'withdrawOpen' : 'rejectOpen')}</summary>
        <div className="mt-3">
          <ActForm
            action={rejectBatchAction}
            label={t(own ? 'withdraw' : 'reject')}
            variant="danger"
            note={{ name: 'note', label: t('rejectReason') }}
            {...common}
          />
        </div>
      </details>
    </div>
  );
}
