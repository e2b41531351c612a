import type { ReactNode } from 'react';
import { SiteLink } from '../ui/site-link';
import { VisuallyHidden } from '../ui/visually-hidden';
import { AlignedMoney, decimalsOf } from '../wallet/aligned-money';

interface BreakdownLine {
  key: string;
  name: ReactNode;
  /** The name as text, for the link that narrows the chart. */
  plainName: string;
  lang?: string;
  href: string;
  current: boolean;
  views: number;
  unlocks: number;
  refunds: number;
  /** "12.5%", or a dash. */
  rate: string;
  micros: bigint;
}

interface BreakdownProps {
  id: string;
  title: string;
  hint?: string;
  lines: BreakdownLine[];
  /** What the lines that are not shown add up to. */
  rest: { name: string; views: number; unlocks: number; refunds: number; micros: bigint } | null;
  currency: string;
  locale: string;
  words: Record<'name' | 'views' | 'unlocks' | 'rate' | 'refunds' | 'earned' | 'none', string> & {
    /** With {name}. */
    filter: string;
  };
}

const cell = 'figures py-2 pl-4 text-right align-baseline';
const rare = `${cell} hidden md:table-cell`;

/** What was earned by item, source or country: a table whose bars show at a glance what its figures say. */
export function Breakdown({ id, title, hint, lines, rest, currency, locale, words }: BreakdownProps) {
  const decimals = decimalsOf([...lines.map(({ micros }) => micros), rest?.micros ?? 0n], currency);
  const [most = 0n] = lines.map(({ micros }) => micros).sort((a, b) => (a < b ? 1 : -1));
  const money = (micros: bigint) => (
    <AlignedMoney micros={micros} currency={currency} locale={locale} decimals={decimals} />
  );
  const number = (value: number) => value.toLocaleString(locale);
  return (
    <section aria-labelledby={id} className="min-w-0">
      <h2 id={id} className="display mb-2 text-xl">
        {title}
      </h2>
      {hint ? <p className="mb-2 text-faint text-xs">{hint}</p> : null}
      {lines.length === 0 ? (
        <p className="border-line border-t py-4 text-soft text-sm">{words.none}</p>
      ) : (
        <table className="w-full border-line border-t text-sm">
          <Head words={words} />
          <tbody>
            {lines.map((line) => (
              <Line key={line.key} line={line} words={words} most={most} locale={locale} money={money} />
            ))}
            {rest ? (
              <tr className="border-line border-b text-faint">
                <th scope="row" className="py-2 text-left font-[400]">
                  {rest.name}
                </th>
                <td className={rare}>{number(rest.views)}</td>
                <td className={cell}>{number(rest.unlocks)}</td>
                <td className={rare} />
                <td className={rare}>{number(rest.refunds)}</td>
                <td className={cell}>{money(rest.micros)}</td>
              </tr>
            ) : null}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** Percent of the longest bar; a trace for what is little, nothing for what is not above zero. */
function share(micros: bigint, most: bigint): number {
  if (micros <= 0n || most <= 0n) return 0;
  return Math.max(0.5, Number((micros * 1000n) / most) / 10);
}

function Head({ words }: { words: BreakdownProps['words'] }) {
  return (
    <thead className="label">
      <tr className="border-line border-b">
        <th scope="col" className="py-2 text-left font-[550]">
          {words.name}
        </th>
        <th scope="col" className={`${rare} font-[550]`}>
          {words.views}
        </th>
        <th scope="col" className={`${cell} font-[550]`}>
          {words.unlocks}
        </th>
        <th scope="col" className={`${rare} font-[550]`}>
          {words.rate}
        </th>
        <th scope="col" className={`${rare} font-[550]`}>
          {words.refunds}
        </th>
        <th scope="col" className={`${cell} font-[550]`}>
          {words.earned}
        </th>
      </tr>
    </thead>
  );
}

interface LineProps {
  line: BreakdownLine;
  words: BreakdownProps['words'];
  most: bigint;
  locale: string;
  money: (micros: bigint) => ReactNode;
}

function Line({ line, words, most, locale, money }: LineProps) {
  const number = (value: number) => value.toLocaleString(locale);
  return (
    <tr className="border-line border-b">
      <th scope="row" className="py-2 text-left align-baseline font-[400]">
        <SiteLink
          href={line.href}
          scroll={false}
          lang={line.lang}
          aria-current={line.current ? 'true' : undefined}
          className="inline-block break-words hover:underline aria-[current]:font-[560]"
        >
          <VisuallyHidden>{words.filter.replace('{name}', line.plainName)}</VisuallyHidden>
          <span aria-hidden="true">{line.name}</span>
        </SiteLink>
        <span
          aria-hidden="true"
          className="mt-1 block h-1 rounded-sm bg-copper"
          style={{ width: `${share(line.micros, most)}%` }}
        />
      </th>
      <td className={rare}>{number(line.views)}</td>
      <td className={cell}>{number(line.unlocks)}</td>
      <td className={rare}>{line.rate}</td>
      <td className={rare}>{number(line.refunds)}</td>
      <td className={cell}>{money(line.micros)}</td>
    </tr>
  );
}
