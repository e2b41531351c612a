import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { CurrencyCode } from '@/lib/core/currencies';
import type { CardFeeSavings, WalletTotals } from '@/lib/rooms/wallet';
import { Money } from '../money';

interface SavingsHeadlineProps {
  totals: WalletTotals;
  savings: CardFeeSavings | null;
  currency: CurrencyCode;
}

/** "137 unlocks, 2 card charges, $39.14 in card fees saved", and on a tap the sum, line by line. */
export async function SavingsHeadline({ totals, savings, currency }: SavingsHeadlineProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations('wallet.headline')]);
  const counts = { unlocks: Number(totals.unlockCount), charges: Number(totals.chargeCount) };
  if (counts.unlocks + counts.charges === 0)
    return <p className="max-w-prose border-copper border-l-2 pl-4 text-soft sm:pl-5">{t('empty')}</p>;
  const saves = savings && savings.savedMicros >= savings.worthSayingMicros;
  const sentence = saves
    ? t.rich('saved', {
        ...counts,
        amount: () => <Money micros={savings.savedMicros} currency={currency} locale={locale} />,
      })
    : t('counts', counts);
  return (
    <details className="group border-copper border-l-2 pl-4 sm:pl-5">
      <summary className="list-none rounded-sm [&::-webkit-details-marker]:hidden">
        <h2 className="display text-2xl">{sentence}</h2>
        <span className="mt-2 inline-flex items-center gap-2 text-copper text-sm">
          {t('how')}
          <svg
            aria-hidden="true"
            viewBox="0 0 12 12"
            className={
              'size-3 fill-none stroke-[1.5] stroke-current transition-transform ' + 'group-open:rotate-180'
            }
          >
            <path d="M2 4l4 4 4-4" />
          </svg>
        </span>
      </summary>
      <div className="mt-4 max-w-prose text-sm">
        {savings ? (
          <Sum totals={totals} savings={savings} currency={currency} />
        ) : (
          <p className="text-soft">{t('noPrice')}</p>
        )}
      </div>
    </details>
  );
}

async function Sum({ totals, savings, currency }: SavingsHeadlineProps & { savings: CardFeeSavings }) {
  const [locale, t, format] = await Promise.all([
    getLocale(),
    getTranslations('wallet.headline'),
    getFormatter(),
  ]);
  const { price } = savings;
  const money = { currency, locale };
  const percent = format.number(Number(price.basisPoints) / 10_000, {
    style: 'percent',
    maximumFractionDigits: 2,
  });
  const [year = 0, month = 1] = price.asOf.split('-').map(Number);
  const date = format.dateTime(new Date(Date.UTC(year, month - 1, 1)), {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
  });
  const column = (micros: bigint) => <Money micros={micros} {...money} cents={false} />;
  return (
    <>
      <dl className="border-line border-t">
        <Line amount={column(savings.fixedMicros)}>
          {t.rich('fixed', {
            unlocks: Number(totals.unlockCount),
            amount: () => <Money micros={price.fixedMicros} {...money} />,
          })}
        </Line>
        <Line amount={column(savings.shareMicros)}>
          {t.rich('share', { percent, amount: () => <Money micros={totals.unlockedMicros} {...money} /> })}
        </Line>
        <Line amount={column(-savings.realMicros)}>{t('real', { charges: Number(totals.chargeCount) })}</Line>
        <Line total amount={column(savings.savedMicros)}>
          {savings.savedMicros > 0n ? t('result') : t('notYet')}
        </Line>
      </dl>
      <p className="mt-4 text-faint">
        {t.rich('source', {
          percent,
          date,
          amount: () => <Money micros={price.fixedMicros} {...money} />,
        })}{' '}
        {totals.unknownFeeCount > 0n ? t('estimated', { count: Number(totals.unknownFeeCount) }) : null}
      </p>
    </>
  );
}

function Line({ amount, total, children }: { amount: ReactNode; total?: boolean; children: ReactNode }) {
  return (
    <div
      className={
        'flex items-baseline justify-between gap-6 border-line border-b py-2 ' +
        `${total ? 'font-[600]' : 'text-soft'}`
      }
    >
      <dt>{children}</dt>
      <dd>{amount}</dd>
    </div>
  );
}
