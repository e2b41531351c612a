import type { ReactNode } from 'react';
import { cn } from './cn';

interface FieldProps {
  /** The control's id. With a hint or an error, give the control aria-describedby={fieldHelpId(id)}. */
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  children: ReactNode;
}

export const fieldHelpId = (id: string): string => `${id}-help`;

/** A label over its control, the hint below; an error takes the hint's place and is announced. */
export function Field({ id, label, hint, error, children }: FieldProps) {
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="font-[560] text-sm">
        {label}
      </label>
      {children}
      <p
        id={fieldHelpId(id)}
        aria-live="polite"
        className={cn('text-sm', error ? 'text-red' : 'text-faint', !error && !hint && '-mt-2')}
      >
        {error ?? hint}
      </p>
    </div>
  );
}
