'use client';

import { currencyOf } from '@/lib/core/currencies';
import { amountInputOf } from '@/lib/core/currency-input';
import { formatMoney, MIN_PRICE_MICROS, splitFee } from '@/lib/core/money';
import { readAmount } from '@/lib/core/read-amount';
import { PRICE_MAX } from '@/lib/desks/studio/browser';
import { cn } from '../../ui/cn';
import { Field, fieldHelpId } from '../../ui/field';
import { Input } from '../../ui/input';
import { fill, type StudioWords } from '../words';

export interface PriceFacts {
  currency: string;
  locale: string;
  feePercent: number;
  maxMicros: bigint;
  /** Sentences for what is wrong with an amount: listAmountTexts(). */
  faults: Record<string, string>;
}

interface PriceFieldProps extends PriceFacts {
  value: string;
  onChange: (value: string) => void;
  error?: string;
  words: StudioWords['price'];
}

/** The price as it is typed, and beside it what remains of it: live, and exact to the micro. */
export function PriceField({ value, onChange, error, words, ...facts }: PriceFieldProps) {
  const { currency, locale, feePercent, maxMicros } = facts;
  const show = (micros: bigint) => formatMoney(micros, currency, locale);
  const { sign, hundredthSign } = currencyOf(currency);
  const { examples } = amountInputOf(currency);
  const bounds = { minMicros: MIN_PRICE_MICROS, maxMicros };
  const read = readAmount(value, currency, { stepMicros: MIN_PRICE_MICROS, ...bounds });
  const micros = 'micros' in read ? read.micros : null;
  const range = fill(words.range, { min: show(MIN_PRICE_MICROS), max: show(maxMicros) });
  const wrong = 'fault' in read && read.fault !== 'missing' ? read.fault : null;
  const fault = wrong === 'range' ? range : wrong ? facts.faults[`amount_${wrong}`] : undefined;
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <Field
        id="draft-price"
        label={words.label}
        hint={fill(hundredthSign ? words.hint : words.hintWon, { range })}
        error={fault ?? error}
      >
        <Input
          id="draft-price"
          name="price"
          value={value}
          onChange={(event) => onChange(event.target.value)}
          maxLength={PRICE_MAX}
          inputMode="decimal"
          autoComplete="off"
          placeholder={`${sign}${examples.price}`}
          invalid={Boolean(error ?? fault)}
          aria-describedby={fieldHelpId('draft-price')}
          className="figures"
        />
      </Field>
      <dl aria-live="polite" className="figures self-start text-sm sm:pt-8">
        {micros !== null ? (
          <>
            <Line term={words.price} value={show(micros)} />
            <Line
              term={fill(words.fee, { percent: feePercent })}
              value={show(splitFee(micros, feePercent).feeMicros)}
            />
            <Line term={words.net} value={show(splitFee(micros, feePercent).netMicros)} strong />
            <p className="mt-2 text-faint">
              {fill(words.thousand, { amount: show(splitFee(micros * 1_000n, feePercent).netMicros) })}
            </p>
          </>
        ) : null}
      </dl>
    </div>
  );
}

function Line({ term, value, strong }: { term: string; value: string; strong?: boolean }) {
  return (
    <div
      className={cn(
        'flex justify-between gap-4 border-line border-b py-1.5',
        strong ? 'font-[600]' : 'text-soft',
      )}
    >
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}
