import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { FailureReason, PayoutStatement } from '@/lib/rooms/payouts';
import { Money } from '../money';
import { PayoutBadge } from './payout-badge';

/** When, how much and under which number: for a creator who talks to a bank. */
export async function StatementFacts({
  payout,
  reason,
}: {
  payout: PayoutStatement;
  reason: FailureReason | null;
}) {
  const [locale, t, format] = await Promise.all([getLocale(), getTranslations('payouts'), getFormatter()]);
  const moment = (date: Date) => format.dateTime(date, { dateStyle: 'long', timeStyle: 'short' });
  const money = { currency: payout.currency, locale, cents: false };
  const { createdAt, sentAt, paidAt, arrivesAt, endedAt, amountMicros, returnedMicros } = payout;
  return (
    <dl className="border-line border-t text-sm">
      <Row name={t('statement.state')}>
        <PayoutBadge status={payout.status} />
      </Row>
      <Row name={t('statement.requested')}>
        {moment(createdAt)}
        {payout.scheduled ? ` · ${t('statement.scheduled')}` : null}
      </Row>
      {sentAt ? <Row name={t('statement.sent')}>{moment(sentAt)}</Row> : null}
      {paidAt ? <Row name={t('statement.paid')}>{moment(paidAt)}</Row> : null}
      {arrivesAt && !paidAt && payout.status === 'sent' ? (
        <Row name={t('statement.expected')}>{format.dateTime(arrivesAt, { dateStyle: 'long' })}</Row>
      ) : null}
      {endedAt && payout.status !== 'paid' ? <Row name={t('statement.ended')}>{moment(endedAt)}</Row> : null}
      {payout.transferRef ? (
        <Row name={t('statement.transfer')}>
          <span className="break-all">{payout.transferRef}</span>
        </Row>
      ) : null}
      {reason ? <Row name={t('statement.reason')}>{t(`failure.${reason}`)}</Row> : null}
      <Row strong name={t('statement.amount')}>
        <Money micros={amountMicros} {...money} />
      </Row>
      {returnedMicros > 0n ? (
        <>
          <Row name={t('statement.returned')}>
            <Money micros={-returnedMicros} {...money} />
          </Row>
          <Row strong name={t('statement.net')}>
            <Money micros={amountMicros - returnedMicros} {...money} />
          </Row>
        </>
      ) : null}
    </dl>
  );
}

function Row({ name, strong, children }: { name: string; strong?: boolean; children: ReactNode }) {
  return (
    <div
      className={
        'flex items-baseline justify-between gap-6 border-line border-b py-3 ' +
        `${strong ? 'font-[600]' : ''}`
      }
    >
      <dt className={strong ? undefined : 'shrink-0 text-soft'}>{name}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}
