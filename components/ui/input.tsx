import type { ComponentProps } from 'react';
import { cn } from './cn';

export const inputClass =
  'h-11 w-full rounded-md border border-edge bg-raised px-3 text-base text-ink transition-colors ' +
  'hover:border-soft aria-invalid:border-red disabled:opacity-60';

interface InputProps extends ComponentProps<'input'> {
  invalid?: boolean;
}

export function Input({ invalid, className, ...rest }: InputProps) {
  return <input aria-invalid={invalid || undefined} className={cn(inputClass, className)} {...rest} />;
}
