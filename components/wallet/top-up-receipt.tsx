import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { TopUpView } from '@/lib/rooms/wallet';
import { Money } from '../money';
import { methodName } from './statement-words';

interface TopUpReceiptProps {
  topUp: TopUpView;
  /** The reader's address. */
  account: string;
  /** What went back to the card. */
  refunds?: { id: bigint; amountMicros: bigint; status: string; createdAt: Date }[];
}

/** The facts of one top-up, for the screen and for paper. */
export async function TopUpReceipt({ topUp, account, refunds = [] }: TopUpReceiptProps) {
  const [locale, t, words, format] = await Promise.all([
    getLocale(),
    getTranslations('topUp'),
    getTranslations('refunds.receipt'),
    getFormatter(),
  ]);
  const money = { currency: topUp.currency, locale };
  const moment = (date: Date) =>
    format.dateTime(date, {
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
    });
  const paid = topUp.status === 'paid';
  return (
    <dl className="border-line border-t text-sm">
      <Row name={t('receipt.number')}>
        <span className="figures">{String(topUp.id)}</span>
      </Row>
      <Row name={t('receipt.status')}>{t(`state.${topUp.status}`)}</Row>
      <Row name={paid ? t('receipt.paidAt') : t('receipt.started')}>
        {moment(topUp.paidAt ?? topUp.createdAt)}
      </Row>
      <Row name={t('receipt.account')}>
        <span className="break-all">{account}</span>
      </Row>
      {paid && topUp.cardBrand ? (
        <Row name={t('receipt.method')}>
          {methodName(t, { brand: topUp.cardBrand, last4: topUp.cardLast4 })}
        </Row>
      ) : null}
      {paid ? (
        <Row name={t('receipt.fee')}>
          {topUp.feeMicros === null
            ? t('receipt.feeUnknown')
            : t.rich('receipt.feePaidByUs', {
                fee: () => <Money micros={topUp.feeMicros ?? 0n} {...money} cents={false} />,
              })}
        </Row>
      ) : null}
      <Row strong name={paid ? t('receipt.amount') : t('receipt.charged')}>
        <Money micros={paid ? topUp.amountMicros : 0n} {...money} />
      </Row>
      {refunds.map((refund) => (
        <Row
          key={String(refund.id)}
          name={words('refunded', { date: format.dateTime(refund.createdAt, { dateStyle: 'medium' }) })}
        >
          <Money micros={-refund.amountMicros} {...money} cents={false} />
          {refund.status === 'succeeded' ? null : (
            <span className="block text-faint">{words('underway')}</span>
          )}
        </Row>
      ))}
      {refunds.length > 0 ? (
        <Row strong name={words('left')}>
          <Money
            micros={refunds.reduce((left, { amountMicros }) => left - amountMicros, topUp.amountMicros)}
            {...money}
            cents={false}
          />
        </Row>
      ) : null}
    </dl>
  );
}

function Row({ name, strong, children }: { name: string; strong?: boolean; children: ReactNode }) {
  return (
    <div
      className={
        'flex items-baseline justify-between gap-6 border-line border-b py-3 ' +
        `${strong ? 'font-[600] text-base' : ''}`
      }
    >
      <dt className={strong ? undefined : 'shrink-0 text-soft'}>{name}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}
