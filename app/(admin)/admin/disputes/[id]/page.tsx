import { notFound } from 'next/navigation';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { daysUntil, reasonWord, statusTone, statusWord } from '@/components/admin/disputes/dispute-words';
import { FactList } from '@/components/admin/fact-list';
import { PageHead } from '@/components/admin/page-head';
import { PersonLink } from '@/components/admin/person-link';
import { Money } from '@/components/money';
import { Badge } from '@/components/ui/badge';
import { SiteLink } from '@/components/ui/site-link';
import { readId } from '@/lib/core/ids';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { getDispute, takesEvidence } from '@/lib/rooms/money-back';
import { adminMetadataOf } from '../../admin-metadata';
import { Evidence } from './dispute-evidence';
import { Hold } from './hold';
import { Movements } from './movements';

export const generateMetadata = adminMetadataOf('disputes.one', MAY.readDisputes);

/** One dispute: its money, its deadline, and the evidence to look at and send. */
export default async function DisputePage({ params }: { params: Promise<{ id: string }> }) {
  const { id: text } = await params;
  const viewer = await requireAdmin(`/admin/disputes/${text}`, MAY.readDisputes);
  const id = readId(text);
  const dispute = id === null ? null : await getDispute(id);
  if (!dispute) notFound();
  const [t, locale, format] = await Promise.all([getTranslations('disputes'), getLocale(), getFormatter()]);
  const { currency } = dispute;
  const money = (micros: bigint, sign = false) => (
    <Money micros={micros} currency={currency} locale={locale} cents={false} sign={sign} />
  );
  const day = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
  const left = dispute.dueAt ? daysUntil(dispute.dueAt, new Date()) : 0;
  return (
    <>
      <PageHead
        title={t('one', { id: String(dispute.id) })}
        lead={
          <span className="flex flex-wrap items-center gap-3">
            <Badge tone={statusTone(dispute.status)}>{statusWord(t, dispute.status)}</Badge>
            {reasonWord(t, dispute.reason)}
          </span>
        }
      />
      <FactList
        facts={[
          [t('who'), <PersonLink key="who" userId={dispute.userId} email={dispute.email} />],
          [t('amount'), money(dispute.amountMicros)],
          [
            t('topUp'),
            <SiteLink
              key="top-up"
              href={`/admin/refunds/top-ups/${dispute.topUpId}`}
              className="link figures"
            >
              {String(dispute.topUpId)}
            </SiteLink>,
          ],
          [t('wallet'), t(dispute.walletStatus === 'frozen' ? 'walletFrozen' : 'walletActive')],
          [t('opened'), day(dispute.openedAt)],
          [
            t('due'),
            dispute.dueAt && takesEvidence(dispute.status)
              ? `${day(dispute.dueAt)} (${left < 0 ? t('overdue') : t('inDays', { days: left })})`
              : '–',
          ],
          [
            t('atStripe'),
            <span key="stripe" className="wrap-anywhere font-mono text-xs">
              {dispute.disputeRef} · {dispute.chargeRef}
            </span>,
          ],
        ]}
      />
      {dispute.holds && dispute.walletStatus === 'frozen' ? <Hold dispute={dispute} viewer={viewer} /> : null}
      <Movements dispute={dispute} />
      <Evidence dispute={dispute} viewer={viewer} />
    </>
  );
}
