import type { ComponentProps } from 'react';
import { cn } from './cn';
import { inputClass } from './input';

export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={cn('relative inline-block align-top', className)}>
      <select className={cn(inputClass, 'appearance-none pr-9')} {...rest}>
        {children}
      </select>
      <svg
        aria-hidden="true"
        viewBox="0 0 12 12"
        className={
          'pointer-events-none absolute top-1/2 right-3 size-3 -translate-y-1/2 fill-none ' +
          'stroke-faint stroke-[1.5]'
        }
      >
        <path d="M2 4l4 4 4-4" />
      </svg>
    </span>
  );
}
