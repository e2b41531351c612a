'use client';

import { formatMoney, MIN_PRICE_MICROS, parsePrice, splitFee } from '@/lib/money';
import { PRICE_MAX } from '@/lib/studio/draft-limits';
import { Field, fieldHelpId } from '../../ui/field';
import { Input } from '../../ui/input';
import { fill, type StudioWords } from '../words';

export interface PriceFacts {
  currency: string;
  locale: string;
  feePercent: number;
  maxMicros: bigint;
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
  const micros = parsePrice(value, currency);
  const inRange = micros !== null && micros >= MIN_PRICE_MICROS && micros <= maxMicros;
  const range = fill(words.range, { min: show(MIN_PRICE_MICROS), max: show(maxMicros) });
  const fault = value.trim() && !inRange ? (micros === null ? words.unreadable : range) : undefined;
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <Field
        id="draft-price"
        label={words.label}
        hint={fill(currency === 'krw' ? words.hintWon : words.hint, { range })}
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
          placeholder={currency === 'krw' ? '₩42' : '$0.035'}
          invalid={Boolean(error ?? fault)}
          aria-describedby={fieldHelpId('draft-price')}
          className="figures"
        />
      </Field>
      <dl aria-live="polite" className="figures self-start text-sm sm:pt-8">
        {inRange ? (
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
      className={`flex justify-between gap-4 border-line border-b py-1.5 ${strong ? 'font-[600]' : 'text-soft'}`}
    >
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}
