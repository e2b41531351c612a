import type { ReactNode } from 'react';
import { Money } from '../money';

interface State {
  name: string;
  micros: bigint;
  /** When and why the money moves on. */
  why: ReactNode;
}

interface StatesProps {
  label: string;
  states: State[];
  currency: string;
  locale: string;
}

/** Where a creator's money is, in the order in which it moves. */
export function States({ label, states, currency, locale }: StatesProps) {
  return (
    <section aria-label={label}>
      <dl
        className={
          'grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line ' + 'lg:grid-cols-4'
        }
      >
        {states.map(({ name, micros, why }) => (
          <div key={name} className="bg-raised px-3 py-2 sm:px-5 sm:py-4">
            <dt className="label">{name}</dt>
            <dd className="display text-lg sm:text-2xl">
              <Money micros={micros} currency={currency} locale={locale} cents={false} />
            </dd>
            <dd className="mt-1 text-faint text-xs">{why}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
