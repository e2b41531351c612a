'use client';

import { useActionState } from 'react';
import type { ButtonSize, ButtonVariant } from '../ui/button-class';
import { SubmitButton } from '../ui/submit-button';
import { type FormAction, formError, toldBy } from './action-types';
import { FormNotice } from './form-notice';

interface ConfirmFormProps {
  action: FormAction;
  /** Sent along unseen. */
  values?: Record<string, string>;
  label: string;
  /** Read out in place of the label where several buttons say the same. */
  fullLabel?: string;
  pendingLabel: string;
  variant?: ButtonVariant;
  size?: ButtonSize;
  className?: string;
}

/** One button that does one thing. */
export function ConfirmForm({ action, values = {}, ...props }: ConfirmFormProps) {
  const [result, send, pending] = useActionState(action, null);
  return (
    <form action={send} className="flex flex-col gap-3">
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {result && !pending ? <FormNotice message={formError(result)} /> : null}
      <SubmitButton
        variant={props.variant}
        size={props.size}
        className={props.className}
        pendingLabel={props.pendingLabel}
        aria-label={props.fullLabel}
      >
        {props.label}
      </SubmitButton>
      <p role="status" className="text-soft text-sm empty:hidden">
        {pending ? null : toldBy(result)}
      </p>
    </form>
  );
}
