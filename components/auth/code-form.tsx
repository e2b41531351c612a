'use client';

import { useActionState } from 'react';
import { Field, fieldHelpId } from '../ui/field';
import { Input } from '../ui/input';
import { SubmitButton } from '../ui/submit-button';
import { type FieldTexts, type FormAction, fieldError, formError } from './action-types';
import { FormNotice } from './form-notice';
import { useFocusOnError } from './use-focus-on-error';

interface CodeFormProps {
  next: string;
  action: FormAction;
  texts: Record<'label' | 'hint' | 'submit' | 'wait', string>;
  fields: FieldTexts;
}

/** The code of the second factor, or a recovery code. */
export function CodeForm({ next, action, texts, fields }: CodeFormProps) {
  const [result, send, pending] = useActionState(action, null);
  const form = useFocusOnError(result);
  const error = fieldError(result, 'code', fields);
  return (
    <form ref={form} action={send} className="flex flex-col gap-4">
      <input type="hidden" name="next" value={next} />
      <FormNotice message={pending ? undefined : formError(result)} />
      <Field id="code" label={texts.label} hint={texts.hint} error={error}>
        <Input
          id="code"
          name="code"
          required
          maxLength={40}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          invalid={error !== undefined}
          aria-describedby={fieldHelpId('code')}
          className="figures"
        />
      </Field>
      <SubmitButton variant="primary" className="w-full" pendingLabel={texts.wait}>
        {texts.submit}
      </SubmitButton>
    </form>
  );
}
