import { notFound } from 'next/navigation';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { ActForm } from '@/components/admin/act-form';
import { FactList } from '@/components/admin/fact-list';
import { PageHead } from '@/components/admin/page-head';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import { Notice } from '@/components/ui/notice';
import { SiteLink } from '@/components/ui/site-link';
import { MAY } from '@/lib/admin/permissions';
import { readId } from '@/lib/admin/schemas';
import { requireAdmin } from '@/lib/auth/admin-viewer';
import { formatMoney } from '@/lib/money';
import { getReversal } from '@/lib/refunds/queries';
import { getProofProps } from '../../../../../proof-props';
import { getAdminFieldTexts } from '../../../admin-texts';
import { reverseUnlockAction } from '../../actions';

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
  const { currency, judged, priceMicros } = unlock;
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
  return (
    <>
      <PageHead title={t('title', { id: String(unlock.unlockId) })} lead={t('lead')} />
      <FactList
        facts={[
          [t('item'), `${unlock.title} · ${unlock.creator}`],
          [
            all('who'),
            <SiteLink key="who" href={`/admin/people/${unlock.userId}`} className="link break-all">
              {unlock.email}
            </SiteLink>,
          ],
          [t('unlocked'), when(unlock.at)],
          [t('price'), <Money key="price" micros={priceMicros} currency={currency} locale={locale} />],
        ]}
      />
      {unlock.refundedAt ? (
        <Notice title={t('already', { when: when(unlock.refundedAt) })}>
          {unlock.reversal
            ? `${t(`sources.${unlock.reversal.source as 'pending' | 'available' | 'platform'}`)} · ${unlock.reversal.note}`
            : null}
        </Notice>
      ) : judged.settlementId === null ? (
        <Section id="pending" title={t('pending')}>
          <p className="mb-3 max-w-prose text-soft">{t('notSettled')}</p>
          <ActForm {...common} values={values('pending')} label={t('submitPending')} variant="primary" />
        </Section>
      ) : (
        <>
          <p className="mb-4 text-soft">{t('settled')}</p>
          <Section id="available" title={t('available')}>
            <p className="mb-3 max-w-prose text-soft">
              {t('availableText', {
                creator: written(judged.creatorMicros),
                fee: written(judged.feeMicros),
                available: written(judged.availableMicros),
              })}
            </p>
            <ActForm {...common} values={values('available')} label={t('submitAvailable')} />
          </Section>
          <Section id="platform" title={t('platform')}>
            <p className="mb-3 max-w-prose text-soft">
              {t('platformText', { amount: written(priceMicros) })}
            </p>
            <ActForm {...common} values={values('platform')} label={t('submitPlatform')} />
          </Section>
        </>
      )}
    </>
  );
}
