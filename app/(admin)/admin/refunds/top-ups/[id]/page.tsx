import { randomUUID } from 'node:crypto';
import { notFound } from 'next/navigation';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { FactList } from '@/components/admin/fact-list';
import { PageHead } from '@/components/admin/page-head';
import { PersonLink } from '@/components/admin/person-link';
import { RefundForm } from '@/components/admin/refunds/refund-form';
import { RefundTable } from '@/components/admin/refunds/refund-table';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import { Notice } from '@/components/ui/notice';
import { methodName } from '@/components/wallet/statement-words';
import { readId } from '@/lib/core/ids';
import { formatMoney, toDecimalString } from '@/lib/core/money';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { getRefundable, listRefunds } from '@/lib/rooms/money-back';
import { getProofProps } from '../../../../../proof-props';
import { adminMetadataOf } from '../../../admin-metadata';
import { getAdminFieldTexts } from '../../../admin-texts';
import { previewRefundAction, refundTopUpAction } from '../../actions';
import { getWalletPreviewTexts } from '../../to-preview-data';

export const generateMetadata = adminMetadataOf('refunds.one.title', MAY.refund);

const REASONS = ['requested_by_customer', 'duplicate', 'fraudulent'] as const;

/** One top-up: what could go back to its card, and what did. */
export default async function RefundTopUpPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: text } = await params;
  const viewer = await requireAdmin(`/admin/refunds/top-ups/${text}`, MAY.refund);
  const id = readId(text);
  const topUp = id === null ? null : await getRefundable(id);
  if (!topUp) notFound();
  const [t, locale, proof, fields, refunds, previewTexts] = await Promise.all([
    getTranslations('refunds'),
    getLocale(),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
    listRefunds({ show: 'all', topUpId: topUp.topUpId }),
    getWalletPreviewTexts(),
  ]);
  const { currency, mostMicros } = topUp;
  return (
    <>
      <PageHead
        title={t('one.title', { id: String(topUp.topUpId) })}
        lead={<PersonLink userId={topUp.userId} email={topUp.email} />}
      />
      <Facts topUp={topUp} />
      {mostMicros > 0n ? (
        <RefundForm
          action={refundTopUpAction}
          preview={previewRefundAction}
          locale={locale}
          topUpId={String(topUp.topUpId)}
          requestKey={randomUUID()}
          most={toDecimalString(mostMicros, currency)}
          reasons={REASONS.map((value) => ({ value, label: t(`reasons.${value}`) }))}
          proof={proof}
          fields={fields}
          texts={{
            ...previewTexts,
            preview: t('one.preview'),
            amount: t('one.amountLabel'),
            amountHint: t('one.amountHint', {
              max: formatMoney(mostMicros, currency, locale, { cents: false }),
            }),
            reason: t('one.reason'),
            note: t('one.note'),
            noteHint: t('one.noteHint'),
            submit: t('one.submit'),
            wait: t('one.wait'),
          }}
        />
      ) : (
        <Notice>{t('one.nothing')}</Notice>
      )}
      <div className="mt-8">
        <Section id="history" title={t('one.history')}>
          <RefundTable rows={refunds} caption={t('one.history')} />
        </Section>
      </div>
    </>
  );
}

async function Facts({ topUp }: { topUp: NonNullable<Awaited<ReturnType<typeof getRefundable>>> }) {
  const [t, locale, format, card] = await Promise.all([
    getTranslations('refunds'),
    getLocale(),
    getFormatter(),
    getTranslations('topUp'),
  ]);
  const { currency, mostMicros } = topUp;
  const money = (micros: bigint) => (
    <Money micros={micros} currency={currency} locale={locale} cents={false} />
  );
  return (
    <FactList
      facts={[
        [
          t('one.paid'),
          <>
            {money(topUp.amountMicros)}
            {topUp.paidAt
              ? ` · ${format.dateTime(topUp.paidAt, { dateStyle: 'medium', timeStyle: 'short' })}`
              : null}
          </>,
        ],
        [t('one.card'), methodName(card, { brand: topUp.cardBrand, last4: topUp.cardLast4 })],
        [t('one.refunded'), money(topUp.refundedMicros)],
        topUp.disputedMicros > 0n ? [t('one.disputed'), money(topUp.disputedMicros)] : null,
        [t('one.wallet'), money(topUp.walletMicros)],
        topUp.heldMicros > 0n ? [t('one.held'), money(topUp.heldMicros)] : null,
        [t('one.most'), <strong key="most">{money(mostMicros)}</strong>],
      ]}
    />
  );
}
