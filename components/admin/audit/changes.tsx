import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { isCurrencyCode } from '@/lib/core/currencies';
import { Money } from '../../money';
import { listChanges } from './list-changes';

interface ChangesProps {
  before: unknown;
  after: unknown;
  /** Of the amounts, where the row itself does not say. */
  currency: string | null;
}

// What most acts change fits; the rest opens.
const SHOWN = 3;

/** What an act changed, a fact a line: what was, and what is now. Amounts are money, not micros. */
export async function Changes({ before, after, currency }: ChangesProps) {
  const [t, locale] = await Promise.all([getTranslations('audit'), getLocale()]);
  const { facts, currency: named } = listChanges(before, after);
  if (facts.length === 0) return <span className="text-faint">–</span>;
  const unit = named ?? currency;
  const show = (name: string, value: unknown): ReactNode => {
    if (value === null || value === '') return t('none');
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (name.endsWith('Micros') && typeof value === 'string' && /^-?\d+$/.test(value))
      return unit && isCurrencyCode(unit) ? (
        <Money micros={BigInt(value)} currency={unit} locale={locale} cents={false} />
      ) : (
        `${value} µ`
      );
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  const lines = facts.map(({ name, was, is }) => (
    <div key={name} className="wrap-anywhere">
      <dt className="inline text-faint">
        {t.has(`fact.${name as 'status'}`) ? t(`fact.${name as 'status'}`) : name}{' '}
      </dt>
      <dd className="inline">
        {was === undefined ? null : (
          <span className={is === undefined ? '' : 'text-faint'}>{show(name, was)}</span>
        )}
        {was === undefined || is === undefined ? null : ' → '}
        {is === undefined ? null : show(name, is)}
      </dd>
    </div>
  ));
  return (
    <>
      <dl className="text-xs md:min-w-44">{lines.slice(0, SHOWN)}</dl>
      {lines.length > SHOWN ? (
        <details className="text-xs">
          <summary className="cursor-pointer py-0.5 text-faint hover:text-ink">
            {t('more', { count: lines.length - SHOWN })}
          </summary>
          <dl>{lines.slice(SHOWN)}</dl>
        </details>
      ) : null}
    </>
  );
}
