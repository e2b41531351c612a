import { getLocale, getTranslations } from 'next-intl/server';
import { ActForm, type ActFormProps } from '@/components/admin/act-form';
import { Section } from '@/components/admin/section';
import { Notice } from '@/components/ui/notice';
import { formatMoney } from '@/lib/core/money';
import { readAllowance } from '@/lib/rooms/approvals';
import type { AdminViewer } from '@/lib/rooms/identity';
import type { getReversal } from '@/lib/rooms/money-back';
import { Postings } from './postings';

interface SettledProps {
  unlock: NonNullable<Awaited<ReturnType<typeof getReversal>>>;
  viewer: AdminViewer;
  /** What both forms share. */
  form: Pick<ActFormProps, 'action' | 'waitLabel' | 'note' | 'proof' | 'fields'>;
}

/** Takes a settled unlock back from the creator or from the platform, each with its postings. */
export async function Settled({ unlock, viewer, form }: SettledProps) {
  const { currency, judged, priceMicros } = unlock;
  const [t, locale, allowance] = await Promise.all([
    getTranslations('refunds.reverse'),
    getLocale(),
    readAllowance(viewer.userId, currency),
  ]);
  const { limitMicros, usedMicros } = allowance;
  const written = (micros: bigint) => formatMoney(micros, currency, locale, { cents: false });
  const values = (source: string) => ({ unlockId: String(unlock.unlockId), source });
  const beyond = (lossMicros: bigint) => lossMicros > 0n && usedMicros + lossMicros > limitMicros;
  const warning = (lossMicros: bigint) =>
    beyond(lossMicros) ? <Notice className="mb-3 max-w-prose">{t('beyond')}</Notice> : null;
  return (
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
          {...form}
          values={values('available')}
          label={t(beyond(judged.feeMicros) ? 'ask' : 'submitAvailable')}
        />
      </Section>
      <Section id="platform" title={t('platform')}>
        <p className="mb-3 max-w-prose text-soft">{t('platformText', { amount: written(priceMicros) })}</p>
        <Postings unlockId={unlock.unlockId} source="platform" />
        {warning(priceMicros)}
        <ActForm
          {...form}
          values={values('platform')}
          label={t(beyond(priceMicros) ? 'ask' : 'submitPlatform')}
        />
      </Section>
    </>
  );
}
