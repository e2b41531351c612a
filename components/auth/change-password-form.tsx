'use client';

import { useActionState } from 'react';
import { SubmitButton } from '../ui/submit-button';
import { type FieldTexts, type FormAction, fieldError, formError, type Told } from './action-types';
import { FormNotice } from './form-notice';
import { NewPasswordField, type NewPasswordTexts } from './new-password-field';
import { PasswordField } from './password-field';
import type { ScorePassword } from './strength-meter';
import { useFocusOnError } from './use-focus-on-error';

interface ChangePasswordFormProps {
  email: string;
  hasPassword: boolean;
  /** Answers with a sentence that says what happened. */
  action: FormAction<Told>;
  score: ScorePassword;
  texts: Record<'current' | 'submit' | 'wait', string> & { password: NewPasswordTexts };
  fields: FieldTexts;
}

export function ChangePasswordForm(props: ChangePasswordFormProps) {
  const { email, hasPassword, action, score, texts, fields } = props;
  const [result, send, pending] = useActionState(action, null);
  const form = useFocusOnError(result);
  return (
    <form ref={form} action={send} className="flex flex-col gap-4">
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <FormNotice message={formError(result)} />
      {hasPassword ? (
        <PasswordField
          name="currentPassword"
          label={texts.current}
          error={fieldError(result, 'currentPassword', fields)}
          autoComplete="current-password"
          show={texts.password.show}
          hide={texts.password.hide}
        />
      ) : null}
      <NewPasswordField
        // Starts empty again once the password is saved.
        key={String(result?.ok ?? false)}
        texts={texts.password}
        error={fieldError(result, 'password', fields)}
        answer={result}
        known={[email]}
        score={score}
      />
      <div className="flex flex-wrap items-center gap-4">
        <SubmitButton pendingLabel={texts.wait}>{texts.submit}</SubmitButton>
        <p role="status" className="text-green text-sm">
          {result?.ok && !pending ? result.data.message : null}
        </p>
      </div>
    </form>
  );
}
