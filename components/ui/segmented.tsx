import type { ReactNode } from 'react';
import { cn } from './cn';
import { SiteLink } from './site-link';

interface SegmentedProps {
  label: string;
  options: { href: string; label: ReactNode; current: boolean }[];
  className?: string;
}

/** A choice of views, each with its own address, so it works without script and with the back button. */
export function Segmented({ label, options, className }: SegmentedProps) {
  return (
    <nav
      aria-label={label}
      className={cn(
        // The line is a shadow: it stays under the options when there are more than fit and they scroll.
        'flex gap-5 overflow-x-auto whitespace-nowrap text-sm shadow-[inset_0_-1px_var(--line)]',
        className,
      )}
    >
      {options.map((option) => (
        <SiteLink
          key={option.href}
          href={option.href}
          scroll={false}
          aria-current={option.current ? 'page' : undefined}
          className={
            'shrink-0 border-transparent border-b py-3 focus-visible:-outline-offset-2 ' +
            'text-soft hover:text-ink aria-[current]:border-copper aria-[current]:font-[560] ' +
            'aria-[current]:text-ink'
          }
        >
          {option.label}
        </SiteLink>
      ))}
    </nav>
  );
}
