'use client';

import { useActionState, useState } from 'react';
import { SubmitButton } from '../ui/submit-button';
import { type FieldTexts, type FormAction, fieldError, formError } from './action-types';
import { EmailField } from './email-field';
import { FormNotice } from './form-notice';
import { useFocusOnError } from './use-focus-on-error';

interface EmailFormProps {
  action: FormAction;
  texts: Record<'email' | 'submit' | 'wait', string>;
  fields: FieldTexts;
}

/** Asks for an address, and nothing else. */
export function EmailForm({ action, texts, fields }: EmailFormProps) {
  const [email, setEmail] = useState('');
  const [result, send] = useActionState(action, null);
  const form = useFocusOnError(result);
  return (
    <form ref={form} action={send} className="flex flex-col gap-4">
      <FormNotice message={formError(result)} />
      <EmailField
        label={texts.email}
        value={email}
        onChange={setEmail}
        error={fieldError(result, 'email', fields)}
      />
      <SubmitButton variant="primary" pendingLabel={texts.wait} className="w-full">
        {texts.submit}
      </SubmitButton>
    </form>
  );
}
