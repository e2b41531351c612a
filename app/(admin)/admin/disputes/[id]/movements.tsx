import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import { DataTable } from '@/components/admin/data-table';
import { Section } from '@/components/admin/section';
import { Money } from '@/components/money';
import type { DisputeView } from '@/lib/rooms/money-back';

/** What the bank took and gave, and who bears what was lost. */
export async function Movements({ dispute }: { dispute: DisputeView }) {
  const [t, format, locale] = await Promise.all([getTranslations('disputes'), getFormatter(), getLocale()]);
  const day = (date: Date) => format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
  const { currency } = dispute;
  const money = (micros: bigint, sign = false) => (
    <Money micros={micros} currency={currency} locale={locale} cents={false} sign={sign} />
  );
  const feeMicros = dispute.movements.reduce((sum, movement) => sum + movement.feeMicros, 0n);
  return (
    <Section id="money" title={t('movements')}>
      <DataTable
        caption={t('movements')}
        rows={dispute.movements}
        rowKey={({ transactionRef }) => transactionRef}
        empty={t('noMovements')}
        columns={[
          { key: 'when', head: t('when'), nowrap: true, cell: ({ createdAt }) => day(createdAt) },
          {
            key: 'what',
            head: t('state'),
            cell: ({ amountMicros }) => t(amountMicros < 0n ? 'bankTook' : 'bankGave'),
          },
          {
            key: 'id',
            wide: true,
            head: t('transaction'),
            cell: ({ transactionRef }) => (
              <span className="wrap-anywhere font-mono text-xs">{transactionRef}</span>
            ),
          },
          { key: 'fee', head: t('fee'), right: true, cell: ({ feeMicros }) => money(feeMicros) },
          {
            key: 'amount',
            head: t('amount'),
            right: true,
            cell: ({ amountMicros }) => money(amountMicros, true),
          },
        ]}
      />
      {dispute.lostLotMicros + dispute.lostPlatformMicros > 0n ? (
        <div className="mt-3">
          <p className="font-[600]">{t('lossTitle')}</p>
          <p>{t.rich('lossLot', { amount: () => money(dispute.lostLotMicros) })}</p>
          <p>{t.rich('lossPlatform', { amount: () => money(dispute.lostPlatformMicros + feeMicros) })}</p>
          {feeMicros > 0n ? <p>{t.rich('lossFee', { amount: () => money(feeMicros) })}</p> : null}
        </div>
      ) : null}
    </Section>
  );
}
