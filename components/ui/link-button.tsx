import Link from 'next/link';
import type { ComponentProps } from 'react';
import { type ButtonSize, type ButtonVariant, buttonClass } from './button-class';

interface LinkButtonProps extends ComponentProps<typeof Link> {
  variant?: ButtonVariant;
  size?: ButtonSize;
}

/** A link that looks like a button: it goes somewhere, a <Button> does something. */
export function LinkButton({ variant, size, className, ...rest }: LinkButtonProps) {
  return <Link prefetch={false} className={buttonClass({ variant, size, className })} {...rest} />;
}
