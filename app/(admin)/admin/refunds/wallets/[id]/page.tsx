import { randomUUID } from 'node:crypto';
import { notFound } from 'next/navigation';
import { getLocale, getTranslations } from 'next-intl/server';
import { ActForm } from '@/components/admin/act-form';
import { DataTable } from '@/components/admin/data-table';
import { FactList } from '@/components/admin/fact-list';
import { PageHead } from '@/components/admin/page-head';
import { PersonLink } from '@/components/admin/person-link';
import { PreviewTable } from '@/components/admin/preview-table';
import { RefundTable } from '@/components/admin/refunds/refund-table';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import { Notice } from '@/components/ui/notice';
import { SiteLink } from '@/components/ui/site-link';
import { readId } from '@/lib/core/ids';
import { requireAdmin } from '@/lib/entry/session';
import { MAY } from '@/lib/ground/policy';
import { getCashOut, listRefunds, refundPostings } from '@/lib/rooms/money-back';
import { getProofProps } from '../../../../../proof-props';
import { adminMetadataOf } from '../../../admin-metadata';
import { getAdminFieldTexts } from '../../../admin-texts';
import { cashOutAction } from '../../actions';
import { getWalletPreviewTexts, toPreviewData } from '../../to-preview-data';

export const generateMetadata = adminMetadataOf('refunds.cash.title', MAY.cashOut);

/** Gives a wallet's paid money back to the cards that it came from. */
export default async function CashOutPage({ params }: { params: Promise<{ id: string }> }) {
  const { id: text } = await params;
  const viewer = await requireAdmin(`/admin/refunds/wallets/${text}`, MAY.cashOut);
  const id = readId(text);
  const wallet = id === null ? null : await getCashOut(id);
  if (!wallet) notFound();
  const [t, all, locale, proof, fields, refunds] = await Promise.all([
    getTranslations('refunds.cash'),
    getTranslations('refunds'),
    getLocale(),
    getProofProps(viewer.userId),
    getAdminFieldTexts(),
    listRefunds({ show: 'all', walletId: wallet.walletId }),
  ]);
  const { currency, parts } = wallet;
  const total = parts.reduce((sum, { micros }) => sum + micros, 0n);
  const money = (micros: bigint) => (
    <Money micros={micros} currency={currency} locale={locale} cents={false} />
  );
  return (
    <>
      <PageHead title={t('title', { id: String(wallet.walletId) })} lead={t('lead')} />
      <FactList
        facts={[
          [all('who'), <PersonLink key="who" userId={wallet.userId} email={wallet.email} />],
          [t('paid'), money(wallet.walletMicros)],
          [t('held'), money(wallet.heldMicros)],
          [t('total'), <strong key="total">{money(total)}</strong>],
          [t('rest'), money(wallet.walletMicros - total)],
        ]}
      />
      {wallet.status === 'frozen' ? <Notice className="mb-4">{t('frozen')}</Notice> : null}
      <Section id="parts" title={t('parts')}>
        <Parts parts={parts} currency={currency} />
      </Section>
      {total > 0n ? (
        <>
          <div className="mb-6 max-w-lg">
            <PreviewTable
              data={await toPreviewData(refundPostings(currency, wallet.walletMicros, total))}
              locale={locale}
              texts={await getWalletPreviewTexts()}
            />
          </div>
          <ActForm
            action={cashOutAction}
            values={{ walletId: String(wallet.walletId), requestKey: randomUUID() }}
            label={t('submit')}
            waitLabel={t('wait')}
            variant="primary"
            note={{ name: 'note', label: t('note') }}
            proof={proof}
            fields={fields}
          />
        </>
      ) : null}
      <div className="mt-8">
        <Section id="history" title={all('title')}>
          <RefundTable rows={refunds} caption={all('title')} />
        </Section>
      </div>
    </>
  );
}

async function Parts({
  parts,
  currency,
}: {
  parts: { topUpId: bigint; micros: bigint }[];
  currency: string;
}) {
  const [t, all, locale] = await Promise.all([
    getTranslations('refunds.cash'),
    getTranslations('refunds'),
    getLocale(),
  ]);
  const money = (micros: bigint) => (
    <Money micros={micros} currency={currency} locale={locale} cents={false} />
  );
  return (
    <DataTable
      caption={t('parts')}
      rows={parts}
      rowKey={({ topUpId }) => String(topUpId)}
      empty={t('nothing')}
      columns={[
        {
          key: 'top-up',
          head: all('topUp'),
          cell: ({ topUpId }) => (
            <SiteLink href={`/admin/refunds/top-ups/${topUpId}`} className="link figures">
              {String(topUpId)}
            </SiteLink>
          ),
        },
        { key: 'amount', head: all('amount'), right: true, cell: ({ micros }) => money(micros) },
      ]}
    />
  );
}
