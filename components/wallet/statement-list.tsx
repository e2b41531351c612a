import Link from 'next/link';
import { getFormatter, getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import type { CurrencyCode } from '@/lib/core/currencies';
import type { StatementEntry } from '@/lib/rooms/wallet';
import { KoreanFonts } from '../site/korean-fonts';
import { HelpLink } from '../support/help-link';
import { VisuallyHidden } from '../ui/visually-hidden';
import { AlignedMoney, decimalsOf } from './aligned-money';
import { kindKey, methodName } from './statement-words';

interface StatementListProps {
  entries: StatementEntry[];
  currency: CurrencyCode;
}

const GRID = 'sm:grid sm:grid-cols-[7rem_minmax(0,1fr)_auto_8.5rem] sm:gap-x-6';

/** The lines of the wallet, newest first: columns where there is room, two-line entries on a phone. */
export async function StatementList({ entries, currency }: StatementListProps) {
  const [locale, t, format] = await Promise.all([
    getLocale(),
    getTranslations('wallet.statement'),
    getFormatter(),
  ]);
  const amountDecimals = decimalsOf(
    entries.map((entry) => entry.amountMicros),
    currency,
  );
  const balanceDecimals = decimalsOf(
    entries.map((entry) => entry.balanceAfterMicros),
    currency,
  );
  return (
    <>
      <div aria-hidden="true" className={`label hidden border-line border-b py-2 ${GRID}`}>
        <span>{t('date')}</span>
        <span>{t('what')}</span>
        <span className="text-right">{t('amount')}</span>
        <span className="text-right">{t('balanceAfter')}</span>
      </div>
      <ol>
        {entries.map((entry) => (
          <li
            key={entry.cursor}
            className={
              'grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 border-line border-b py-3 ' +
              `text-sm sm:items-baseline ${GRID}`
            }
          >
            <time
              dateTime={entry.at.toISOString()}
              className="figures row-start-2 text-faint sm:row-start-1"
              title={format.dateTime(entry.at, { dateStyle: 'medium', timeStyle: 'medium' })}
            >
              {format.dateTime(entry.at, { dateStyle: 'medium' })}
            </time>
            <What entry={entry} />
            <span className="col-start-2 row-start-1 text-right sm:col-start-3">
              <VisuallyHidden>{t('amount')} </VisuallyHidden>
              <AlignedMoney
                micros={entry.amountMicros}
                currency={currency}
                locale={locale}
                sign
                decimals={amountDecimals}
              />
            </span>
            <span
              className={
                'col-start-2 row-start-2 text-right text-faint sm:col-start-4 ' +
                'sm:row-start-1 sm:text-soft'
              }
            >
              <VisuallyHidden>{t('balanceAfter')} </VisuallyHidden>
              <AlignedMoney
                micros={entry.balanceAfterMicros}
                currency={currency}
                locale={locale}
                decimals={balanceDecimals}
              />
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

async function What({ entry }: { entry: StatementEntry }) {
  const [t, brand] = await Promise.all([getTranslations('wallet'), getTranslations('topUp')]);
  const kind = t(`kind.${kindKey(entry)}`);
  const cell = (main: ReactNode, detail: ReactNode) => (
    <span className="col-start-1 row-start-1 min-w-0 sm:col-start-2">
      <span className="font-[560]">{main}</span> <span className="text-faint">{detail}</span>
    </span>
  );
  if (entry.item) {
    const { slug, title, language, creator } = entry.item;
    const link = (
      <>
        {language === 'ko' ? <KoreanFonts /> : null}
        <Link href={`/read/${slug}`} prefetch={false} lang={language} className="hover:underline">
          {title}
        </Link>
      </>
    );
    const by = t('statement.by', { creator });
    if (entry.kind !== 'unlock') return cell(link, `${by} · ${kind}`);
    return cell(
      link,
      <>
        {by} · <HelpLink about={`unlock-${entry.ref}`} short of={title} />
      </>,
    );
  }
  if (entry.card) {
    const link = (
      <Link
        href={`/wallet/top-ups/${entry.topUpId ?? entry.ref}`}
        prefetch={false}
        className="hover:underline"
      >
        {kind}
      </Link>
    );
    return cell(link, methodName(brand, entry.card));
  }
  return cell(kind, null);
}
