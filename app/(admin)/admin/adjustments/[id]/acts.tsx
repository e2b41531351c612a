import { randomUUID } from 'node:crypto';
import { getLocale, getTranslations } from 'next-intl/server';
import { ActForm, type ActFormProps } from '@/components/admin/act-form';
import { Money } from '@/components/money';
import { Notice } from '@/components/ui/notice';
import type { getAdjustment, ShownPosting } from '@/lib/desks/backoffice';
import { may } from '@/lib/ground/policy';
import type { AdminViewer } from '@/lib/rooms/identity';
import { getProofProps } from '../../../../proof-props';
import { getAdminFieldTexts } from '../../admin-texts';
import { approveAdjustmentAction, rejectAdjustmentAction, reverseAdjustmentAction } from '../actions';

export type Shown = NonNullable<Awaited<ReturnType<typeof getAdjustment>>>;

/** Approve, reject, take back: what this admin may do with this adjustment now. */
export async function Acts({
  row,
  posting,
  viewer,
}: {
  row: Shown;
  posting: ShownPosting;
  viewer: AdminViewer;
}) {
  if (!may(viewer.adminRole, 'approve') || row.ownerId === viewer.userId) return null;
  const [t, auth, locale, proof, fields] = await Promise.all([
    getTranslations('admin.adjustment'),
    getTranslations('auth'),
    getLocale(),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
  ]);
  const adjustmentId = String(row.id);
  const common = { waitLabel: auth('wait'), proof, fields };
  const note = (label: string) => ({ name: 'note', label });
  if (row.status === 'pending' && row.expiresAt > new Date()) {
    const own = row.requesterId === viewer.userId;
    const changed = posting.balanceMicros !== row.seenBalanceMicros;
    return (
      <div className="mt-5 flex flex-col gap-5">
        {changed ? (
          <Notice>
            {t('changed')}{' '}
            <Money micros={row.seenBalanceMicros} currency={row.currency} locale={locale} cents={false} />
          </Notice>
        ) : null}
        {own ? (
          <p className="text-soft">{t('waitsForOther')}</p>
        ) : (
          <ActForm
            action={approveAdjustmentAction}
            values={{ adjustmentId, seenBalanceMicros: String(posting.balanceMicros) }}
            label={t('approve')}
            variant="primary"
            {...common}
          />
        )}
        <ActForm
          action={rejectAdjustmentAction}
          values={{ adjustmentId }}
          label={t(own ? 'withdraw' : 'reject')}
          variant="danger"
          note={note(t('rejectReason'))}
          {...common}
        />
      </div>
    );
  }
  if (row.status !== 'posted' || row.reversesId !== null || row.reversals.length > 0) return null;
  return <TakeBack row={row} adjustmentId={adjustmentId} posting={posting} note={note} common={common} />;
}

interface TakeBackProps {
  row: Shown;
  adjustmentId: string;
  posting: ShownPosting;
  note: (label: string) => { name: string; label: string };
  common: Pick<ActFormProps, 'waitLabel' | 'proof' | 'fields'>;
}

/** Takes a posted adjustment back with one of its own. */
async function TakeBack({ row, adjustmentId, posting, note, common }: TakeBackProps) {
  const [t, locale] = await Promise.all([getTranslations('admin.adjustment'), getLocale()]);
  return (
    <details className="mt-5">
      <summary className="link inline">{t('reverseOpen')}</summary>
      <div className="mt-3 flex flex-col gap-3">
        <p className="max-w-prose text-soft">
          {t('reverseText')}{' '}
          <Money micros={-row.amountMicros} currency={row.currency} locale={locale} sign cents={false} />
        </p>
        <ActForm
          action={reverseAdjustmentAction}
          values={{
            adjustmentId,
            requestKey: randomUUID(),
            seenBalanceMicros: String(posting.currentMicros),
          }}
          label={t('reverse')}
          variant="danger"
          note={note(t('reverseReason'))}
          {...common}
        />
      </div>
    </details>
  );
}
