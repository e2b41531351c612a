import type { ReactNode } from 'react';
import { Button } from '../ui/button';
import { cn } from '../ui/cn';
import { inputClass } from '../ui/input';
import { SiteLink } from '../ui/site-link';

interface PeriodNavProps {
  label: string;
  options: { href: string; label: string; current: boolean }[];
  custom: {
    label: string;
    current: boolean;
    from: string;
    to: string;
    /** The filter in force, which a new period keeps. */
    kept: [name: string, value: string] | null;
    words: { from: string; to: string; show: string };
    /** Where days begin. */
    note: ReactNode;
  };
}

const tab =
  '-mb-px flex h-11 items-center whitespace-nowrap border-transparent border-b text-soft text-sm ' +
  'hover:text-ink';
const on = 'border-copper font-[560] text-ink';

/** A choice of periods, each with an address of its own; the last opens a form for any other. */
export function PeriodNav({ label, options, custom }: PeriodNavProps) {
  return (
    <nav aria-label={label} className="relative border-line border-b">
      <div className="flex gap-4 pr-24 sm:gap-5">
        {options.map(({ href, label: text, current }) => (
          <SiteLink
            key={href}
            href={href}
            scroll={false}
            aria-current={current ? 'page' : undefined}
            className={cn(tab, current && on)}
          >
            {text}
          </SiteLink>
        ))}
      </div>
      <details className="group" open={custom.current || undefined}>
        <summary
          className={cn(
            tab,
            'absolute top-0 right-0 list-none gap-1 [&::-webkit-details-marker]:hidden',
            custom.current && on,
          )}
        >
          {custom.label}
          <svg
            aria-hidden="true"
            viewBox="0 0 12 12"
            className="size-3 fill-none stroke-[1.5] stroke-current group-open:rotate-180"
          >
            <path d="M2 4l4 4 4-4" />
          </svg>
        </summary>
        <form action="/studio/earnings" className="flex flex-wrap items-end gap-3 border-line border-t py-4">
          <input type="hidden" name="period" value="custom" />
          {custom.kept ? <input type="hidden" name={custom.kept[0]} value={custom.kept[1]} /> : null}
          <label className="flex flex-col gap-1 text-xs">
            {custom.words.from}
            <input
              type="date"
              name="from"
              required
              defaultValue={custom.from}
              className={cn(inputClass, 'w-40')}
            />
          </label>
          <label className="flex flex-col gap-1 text-xs">
            {custom.words.to}
            <input
              type="date"
              name="to"
              required
              defaultValue={custom.to}
              className={cn(inputClass, 'w-40')}
            />
          </label>
          <Button type="submit" variant="secondary">
            {custom.words.show}
          </Button>
          <p className="w-full text-faint text-xs">{custom.note}</p>
        </form>
      </details>
    </nav>
  );
}
