import type { ComponentProps } from 'react';
import { cn } from './cn';

/** The one card style: a thin line on slightly lighter paper, no shadow. */
export function Panel({ className, ...rest }: ComponentProps<'div'>) {
  return <div className={cn('rounded-md border border-line bg-raised p-5 sm:p-6', className)} {...rest} />;
}
