'use client';

import { useActionState } from 'react';
import { SubmitButton } from '../ui/submit-button';
import { type FieldTexts, type FormAction, fieldError, formError } from './action-types';
import { FormNotice } from './form-notice';
import { NewPasswordField, type NewPasswordTexts } from './new-password-field';
import type { ScorePassword } from './strength-meter';
import { useFocusOnError } from './use-focus-on-error';

interface ResetFormProps {
  token: string;
  email: string;
  action: FormAction;
  score: ScorePassword;
  texts: { submit: string; wait: string; password: NewPasswordTexts };
  fields: FieldTexts;
}

export function ResetForm({ token, email, action, score, texts, fields }: ResetFormProps) {
  const [result, send] = useActionState(action, null);
  const form = useFocusOnError(result);
  return (
    <form ref={form} action={send} className="flex flex-col gap-4">
      <input type="hidden" name="token" value={token} />
      {/* Tells password managers which account this is. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <FormNotice message={formError(result)} />
      <NewPasswordField
        texts={texts.password}
        error={fieldError(result, 'password', fields)}
        answer={result}
        known={[email]}
        score={score}
      />
      <SubmitButton variant="primary" pendingLabel={texts.wait} className="w-full">
        {texts.submit}
      </SubmitButton>
    </form>
  );
}
