import type { ReactNode } from 'react';
import { buttonClass } from '../ui/button-class';
import { SiteLink } from '../ui/site-link';

interface FilterBarProps {
  /** The page itself: the filters go into its address. */
  action: string;
  label: string;
  submit: string;
  /** Shown when a filter is set: back to everything. */
  clear?: string;
  children: ReactNode;
}

/** Filters that live in the address, so that a view can be sent to a colleague; a plain form, no script. */
export function FilterBar({ action, label, submit, clear, children }: FilterBarProps) {
  return (
    <search>
      <form action={action} aria-label={label} className="mb-4 flex flex-wrap items-end gap-3">
        {children}
        <button type="submit" className={buttonClass({ size: 'sm' })}>
          {submit}
        </button>
        {clear ? (
          <SiteLink href={action} className={buttonClass({ size: 'sm', variant: 'quiet' })}>
            {clear}
          </SiteLink>
        ) : null}
      </form>
    </search>
  );
}

export const filterClass =
  'h-8 rounded-md border border-edge bg-raised px-2 text-ink text-sm hover:border-soft';

/** A small label over a filter's control. */
export function FilterField({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="label">
        {label}
      </label>
      {children}
    </div>
  );
}
