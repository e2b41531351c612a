import { notFound } from 'next/navigation';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { ActForm } from '@/components/admin/act-form';
import { FactList } from '@/components/admin/fact-list';
import { PageHead } from '@/components/admin/page-head';
import { PersonLink } from '@/components/admin/person-link';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import { Notice } from '@/components/ui/notice';
import { readId } from '@/lib/core/ids';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { getReversal } from '@/lib/rooms/money-back';
import { getProofProps } from '../../../../../proof-props';
import { adminMetadataOf } from '../../../admin-metadata';
import { getAdminFieldTexts } from '../../../admin-texts';
import { reverseUnlockAction } from '../../actions';
import { Postings } from './postings';
import { Settled } from './settled';
import { WaitingReversal } from './waiting-reversal';

export const generateMetadata = adminMetadataOf('refunds.reverse.title', MAY.reverseUnlocks);

/** Takes an unlock back after its window; who pays is chosen here, with the figures beside it. */
export default async function ReverseUnlockPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: text } = await params;
  const viewer = await requireAdmin(`/admin/refunds/unlocks/${text}`, MAY.reverseUnlocks);
  const id = readId(text);
  const unlock = id === null ? null : await getReversal(id);
  if (!unlock) notFound();
  const [t, format, proof, fields] = await Promise.all([
    getTranslations('refunds.reverse'),
    getFormatter(),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
  ]);
  const { judged, request } = unlock;
  const when = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
  const common = {
    action: reverseUnlockAction,
    waitLabel: t('wait'),
    note: { name: 'note', label: t('note') },
    proof,
    fields,
  };
  return (
    <>
      <PageHead title={t('title', { id: String(unlock.unlockId) })} lead={t('lead')} />
      <Facts unlock={unlock} />
      {unlock.refundedAt ? (
        <Notice title={t('already', { when: when(unlock.refundedAt) })}>
          {unlock.reversal ? `${t(`sources.${unlock.reversal.source}`)} · ${unlock.reversal.note}` : null}
        </Notice>
      ) : request ? (
        <WaitingReversal request={request} viewer={viewer} />
      ) : judged.settlementId === null ? (
        <Section id="pending" title={t('pending')}>
          <p className="mb-3 max-w-prose text-soft">{t('notSettled')}</p>
          <Postings unlockId={unlock.unlockId} source="pending" />
          <ActForm
            {...common}
            values={{ unlockId: String(unlock.unlockId), source: 'pending' }}
            label={t('submitPending')}
            variant="primary"
          />
        </Section>
      ) : (
        <Settled unlock={unlock} viewer={viewer} form={common} />
      )}
    </>
  );
}

async function Facts({ unlock }: { unlock: NonNullable<Awaited<ReturnType<typeof getReversal>>> }) {
  const [t, all, format, locale] = await Promise.all([
    getTranslations('refunds.reverse'),
    getTranslations('refunds'),
    getFormatter(),
    getLocale(),
  ]);
  const when = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <FactList
      facts={[
        [t('item'), `${unlock.title} · ${unlock.creator}`],
        [all('who'), <PersonLink key="who" userId={unlock.userId} email={unlock.email} />],
        [t('unlocked'), when(unlock.at)],
        [
          t('price'),
          <Money key="price" micros={unlock.priceMicros} currency={unlock.currency} locale={locale} />,
        ],
      ]}
    />
  );
}
