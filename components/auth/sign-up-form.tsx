'use client';

import { useActionState, useState } from 'react';
import { Field, fieldHelpId } from '../ui/field';
import { Input } from '../ui/input';
import { SubmitButton } from '../ui/submit-button';
import { type FieldTexts, type FormAction, fieldError, formError } from './action-types';
import { EmailField } from './email-field';
import { FormNotice } from './form-notice';
import { NewPasswordField, type NewPasswordTexts } from './new-password-field';
import type { ScorePassword } from './strength-meter';
import { useFocusOnError } from './use-focus-on-error';

interface SignUpFormProps {
  next: string;
  signUp: FormAction;
  score: ScorePassword;
  texts: Record<'email' | 'name' | 'submit' | 'wait', string> & { password: NewPasswordTexts };
  fields: FieldTexts;
}

export function SignUpForm({ next, signUp, score, texts, fields }: SignUpFormProps) {
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [result, send, pending] = useActionState(signUp, null);
  const nameError = fieldError(result, 'name', fields);
  const form = useFocusOnError(result);
  return (
    <form ref={form} action={send} aria-busy={pending} className="flex flex-col gap-4">
      <input type="hidden" name="next" value={next} />
      <FormNotice message={pending ? undefined : formError(result)} />
      <EmailField
        label={texts.email}
        value={email}
        onChange={setEmail}
        error={fieldError(result, 'email', fields)}
      />
      <NewPasswordField
        texts={texts.password}
        error={fieldError(result, 'password', fields)}
        answer={result}
        known={[email, name]}
        score={score}
      />
      <Field id="name" label={texts.name} error={nameError}>
        <Input
          id="name"
          name="name"
          autoComplete="name"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
          invalid={Boolean(nameError)}
          aria-describedby={fieldHelpId('name')}
        />
      </Field>
      <SubmitButton variant="primary" pendingLabel={texts.wait} className="w-full">
        {texts.submit}
      </SubmitButton>
    </form>
  );
}
