import { AlignedMoney, decimalsOf } from '../wallet/aligned-money';

interface SettledProps {
  id: string;
  title: string;
  note: string;
  /** Null when nothing was settled. */
  amounts: { grossMicros: bigint; feeMicros: bigint; netMicros: bigint } | null;
  currency: string;
  locale: string;
  words: Record<'gross' | 'fee' | 'net', string>;
}

/** What was settled: the fee as a line of its own. */
export function Settled({ id, title, note, amounts, currency, locale, words }: SettledProps) {
  const lines: [name: string, micros: bigint][] = amounts
    ? [
        [words.gross, amounts.grossMicros],
        [words.fee, -amounts.feeMicros],
        [words.net, amounts.netMicros],
      ]
    : [];
  const decimals = decimalsOf(
    lines.map(([, micros]) => micros),
    currency,
  );
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="display mb-3 text-xl">
        {title}
      </h2>
      {lines.length > 0 ? (
        <dl className="max-w-form border-line border-t text-sm">
          {lines.map(([name, micros], n) => (
            <div
              key={name}
              className={`flex justify-between border-line border-b py-2 ${n === 2 ? 'font-[560]' : ''}`}
            >
              <dt>{name}</dt>
              <dd>
                <AlignedMoney micros={micros} currency={currency} locale={locale} decimals={decimals} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      <p className="mt-2 text-faint text-sm">{note}</p>
    </section>
  );
}
