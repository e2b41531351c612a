'use client';

import type { ReactNode } from 'react';
import { Button } from '../ui/button';
import type { ButtonVariant } from '../ui/button-class';

interface SentButtonProps {
  pending: boolean;
  pendingLabel: string;
  variant?: ButtonVariant;
  className?: string;
  children: ReactNode;
}

/** The button of a form that is sent by `useSentForm`. */
export function SentButton({ pending, pendingLabel, variant, className, children }: SentButtonProps) {
  return (
    <Button type="submit" variant={variant} className={className} aria-disabled={pending || undefined}>
      {pending ? pendingLabel : children}
    </Button>
  );
}
