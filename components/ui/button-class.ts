import { cn } from './cn';

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'lg';

const base =
  'relative inline-flex select-none items-center justify-center gap-2 whitespace-nowrap rounded-md ' +
  'border font-sans font-[560] no-underline transition-colors duration-100 disabled:opacity-60 ' +
  'aria-disabled:opacity-60';

// At most one primary button in a view.
const variants: Record<ButtonVariant, string> = {
  primary:
    'border-transparent bg-copper text-on-copper enabled:hover:bg-copper-strong [a&]:hover:bg-copper-strong',
  secondary: 'border-edge bg-transparent text-ink enabled:hover:bg-sunk [a&]:hover:bg-sunk',
  quiet:
    'border-transparent bg-transparent text-copper enabled:hover:bg-copper-tint [a&]:hover:bg-copper-tint',
  danger: 'border-red bg-transparent text-red enabled:hover:bg-red-tint [a&]:hover:bg-red-tint',
};

const sizes: Record<ButtonSize, string> = {
  sm: 'h-8 px-3 text-sm',
  md: 'h-11 px-4 text-base',
  lg: 'h-13 px-6 text-lg',
};

/** The look of a button, shared by <Button>, <LinkButton> and <SubmitButton>. */
export function buttonClass(options: {
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
}): string {
  return cn(base, variants[options.variant ?? 'secondary'], sizes[options.size ?? 'md'], options.className);
}
