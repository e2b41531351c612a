import { notFound } from 'next/navigation';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { ActForm } from '@/components/admin/act-form';
import { FactList } from '@/components/admin/fact-list';
import { PageHead } from '@/components/admin/page-head';
import { PersonLink } from '@/components/admin/person-link';
import { PreviewTable } from '@/components/admin/preview-table';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import { Notice } from '@/components/ui/notice';
import { readId } from '@/lib/core/ids';
import { formatMoney } from '@/lib/core/money';
import { requireAdmin } from '@/lib/entry/session';
import type { ReversalSource } from '@/lib/generated/prisma/enums';
import { MAY } from '@/lib/ground/policy';
import { readAllowance } from '@/lib/rooms/approvals';
import type { AdminViewer } from '@/lib/rooms/identity';
import { getReversal, previewReversal } from '@/lib/rooms/money-back';
import { getProofProps } from '../../../../../proof-props';
import { adminMetadataOf } from '../../../admin-metadata';
import { getAdminFieldTexts } from '../../../admin-texts';
import { approveReversalAction, rejectReversalAction, reverseUnlockAction } from '../../actions';
import { getWalletPreviewTexts, toPreviewData } from '../../to-preview-data';

export const generateMetadata = adminMetadataOf('refunds.reverse.title', MAY.reverseUnlocks);

/** Takes an unlock back after its window; who pays is chosen here, with the figures beside it. */
export default async function ReverseUnlockPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: text } = await params;
  const viewer = await requireAdmin(`/admin/refunds/unlocks/${text}`, MAY.reverseUnlocks);
  const id = readId(text);
  const unlock = id === null ? null : await getReversal(id);
  if (!unlock) notFound();
  const [t, all, locale, format, proof, fields] = await Promise.all([
    getTranslations('refunds.reverse'),
    getTranslations('refunds'),
    getLocale(),
    getFormatter(),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
  ]);
  const { currency, judged, priceMicros, request } = unlock;
  const { limitMicros, usedMicros } = await readAllowance(viewer.userId, currency);
  const written = (micros: bigint) => formatMoney(micros, currency, locale, { cents: false });
  const when = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
  const common = {
    action: reverseUnlockAction,
    waitLabel: t('wait'),
    note: { name: 'note', label: t('note') },
    proof,
    fields,
  };
  const values = (source: string) => ({ unlockId: String(unlock.unlockId), source });
  const beyond = (lossMicros: bigint) => lossMicros > 0n && usedMicros + lossMicros > limitMicros;
  const warning = (lossMicros: bigint) =>
    beyond(lossMicros) ? <Notice className="mb-3 max-w-prose">{t('beyond')}</Notice> : null;
  return (
    <>
      <PageHead title={t('title', { id: String(unlock.unlockId) })} lead={t('lead')} />
      <FactList
        facts={[
          [t('item'), `${unlock.title} · ${unlock.creator}`],
          [all('who'), <PersonLink key="who" userId={unlock.userId} email={unlock.email} />],
          [t('unlocked'), when(unlock.at)],
          [t('price'), <Money key="price" micros={priceMicros} currency={currency} locale={locale} />],
        ]}
      />
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
          <ActForm {...common} values={values('pending')} label={t('submitPending')} variant="primary" />
        </Section>
      ) : (
        <>
          <p className="mb-1 text-soft">{t('settled')}</p>
          <p className="mb-4 max-w-prose text-soft">
            {t('allowance', { limit: written(limitMicros), used: written(usedMicros) })}
          </p>
          <Section id="available" title={t('available')}>
            <p className="mb-3 max-w-prose text-soft">
              {t('availableText', {
                creator: written(judged.creatorMicros),
                fee: written(judged.feeMicros),
                available: written(judged.availableMicros),
              })}
            </p>
            <Postings unlockId={unlock.unlockId} source="available" />
            {warning(judged.feeMicros)}
            <ActForm
              {...common}
              values={values('available')}
              label={t(beyond(judged.feeMicros) ? 'ask' : 'submitAvailable')}
            />
          </Section>
          <Section id="platform" title={t('platform')}>
            <p className="mb-3 max-w-prose text-soft">
              {t('platformText', { amount: written(priceMicros) })}
            </p>
            <Postings unlockId={unlock.unlockId} source="platform" />
            {warning(priceMicros)}
            <ActForm
              {...common}
              values={values('platform')}
              label={t(beyond(priceMicros) ? 'ask' : 'submitPlatform')}
            />
          </Section>
        </>
      )}
    </>
  );
}

/** What this choice would post. */
async function Postings({ unlockId, source }: { unlockId: bigint; source: ReversalSource }) {
  const [locale, texts, preview] = await Promise.all([
    getLocale(),
    getWalletPreviewTexts(),
    previewReversal(unlockId, source),
  ]);
  return (
    <div className="mb-4 max-w-lg">
      <PreviewTable data={await toPreviewData(preview)} locale={locale} texts={texts} />
    </div>
  );
}

type Request = NonNullable<NonNullable<Awaited<ReturnType<typeof getReversal>>>['request']>;

/** What was asked for, and what this admin may say to it. */
async function WaitingReversal({ request, viewer }: { request: Request; viewer: AdminViewer }) {
  const [t, locale, format, proof, fields] = await Promise.all([
    getTranslations('refunds.reverse'),
    getLocale(),
    getFormatter(),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
  ]);
  const own = request.requesterId === viewer.userId;
  const when = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
  const requestId = String(request.requestId);
  const common = { waitLabel: t('wait'), proof, fields };
  return (
    <Section id="waiting" title={t('waiting.title')}>
      <FactList
        facts={[
          [t('waiting.payer'), t(`sources.${request.source}`)],
          [
            t('waiting.loss'),
            <Money key="loss" micros={request.lossMicros} currency={request.currency} locale={locale} />,
          ],
          [t('waiting.by'), `${request.requester}, ${when(request.createdAt)}`],
          [t('waiting.runsOut'), when(request.expiresAt)],
          [t('waiting.note'), request.note],
        ]}
      />
      <Postings unlockId={request.unlockId} source={request.source} />
      <div className="flex flex-col gap-5">
        {own ? (
          <p className="text-soft">{t('waiting.own')}</p>
        ) : (
          <ActForm
            action={approveReversalAction}
            values={{ unlockId: String(request.unlockId), requestId }}
            label={t('waiting.approve')}
            variant="primary"
            {...common}
          />
        )}
        <ActForm
          action={rejectReversalAction}
          values={{ requestId }}
          label={t(own ? 'waiting.withdraw' : 'waiting.reject')}
          variant="danger"
          note={{ name: 'reason', label: t('waiting.reason') }}
          {...common}
        />
      </div>
    </Section>
  );
}
