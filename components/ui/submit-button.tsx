'use client';

import type { ComponentProps } from 'react';
import { useFormStatus } from 'react-dom';
import { type ButtonSize, type ButtonVariant, buttonClass } from './button-class';

interface SubmitButtonProps extends ComponentProps<'button'> {
  variant?: ButtonVariant;
  size?: ButtonSize;
  /** Shown, and read out, while the form's action runs. */
  pendingLabel: string;
}

/** Sends its form, and says so until the answer is there. A second press meanwhile does nothing. */
export function SubmitButton({
  variant,
  size,
  className,
  pendingLabel,
  children,
  ...rest
}: SubmitButtonProps) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      aria-disabled={pending || undefined}
      onClick={(event) => pending && event.preventDefault()}
      className={buttonClass({ variant, size, className })}
      {...rest}
    >
      {pending ? pendingLabel : children}
    </button>
  );
}
