import { Children, type ReactNode } from 'react';
import { buttonClass } from '../ui/button-class';
import { cn } from '../ui/cn';
import { SiteLink } from '../ui/site-link';

interface FilterBarProps {
  /** The page itself: the filters go into its address. */
  action: string;
  label: string;
  submit: string;
  /** Shown when a filter is set: back to everything. */
  clear?: string;
  /** Folded away on a phone, open where a filter is set. Several filters are, unless said otherwise. */
  fold?: boolean;
  children: ReactNode;
}

/** Filters that live in the address, so that a view can be sent to a colleague; a plain form, no script. */
export function FilterBar({
  action,
  label,
  submit,
  clear,
  children,
  fold = Children.count(children) > 2,
}: FilterBarProps) {
  const form = (
    <form
      action={action}
      aria-label={label}
      className="mb-4 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap"
    >
      {children}
      <button type="submit" className={buttonClass({ size: 'sm', className: 'justify-self-start' })}>
        {submit}
      </button>
      {clear ? (
        <SiteLink href={action} className={buttonClass({ size: 'sm', variant: 'quiet' })}>
          {clear}
        </SiteLink>
      ) : null}
    </form>
  );
  if (!fold) return <search>{form}</search>;
  return (
    <search>
      <details className="folded" open={clear !== undefined}>
        <summary className={buttonClass({ size: 'sm', className: 'mb-3 cursor-pointer' })}>{label}</summary>
        {form}
      </details>
    </search>
  );
}

export const filterClass =
  'h-9 w-full min-w-0 rounded-md border border-edge bg-raised px-2 text-ink text-sm hover:border-soft';

interface FilterFieldProps {
  id: string;
  label: string;
  /** Takes the whole line on a phone. */
  wide?: boolean;
  children: ReactNode;
}

/** A small label over a filter's control. */
export function FilterField({ id, label, wide, children }: FilterFieldProps) {
  return (
    <div className={cn('flex min-w-0 flex-col gap-1', wide && 'max-sm:col-span-2')}>
      <label htmlFor={id} className="label">
        {label}
      </label>
      {children}
    </div>
  );
}
