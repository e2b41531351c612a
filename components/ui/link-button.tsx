import type { ComponentProps } from 'react';
import { type ButtonSize, type ButtonVariant, buttonClass } from './button-class';
import { SiteLink } from './site-link';

interface LinkButtonProps extends ComponentProps<typeof SiteLink> {
  variant?: ButtonVariant;
  size?: ButtonSize;
}

/** A link that looks like a button: it goes somewhere, a <Button> does something. */
export function LinkButton({ variant, size, className, ...rest }: LinkButtonProps) {
  return <SiteLink className={buttonClass({ variant, size, className })} {...rest} />;
}
