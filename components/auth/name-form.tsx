'use client';

import { useActionState, useState } from 'react';
import { Field, fieldHelpId } from '../ui/field';
import { Input } from '../ui/input';
import { SubmitButton } from '../ui/submit-button';
import { type FieldTexts, type FormAction, fieldError, formError, type Told } from './action-types';
import { FormNotice } from './form-notice';
import { useFocusOnError } from './use-focus-on-error';

interface NameFormProps {
  name: string;
  action: FormAction<Told>;
  texts: Record<'label' | 'hint' | 'save' | 'wait', string>;
  fields: FieldTexts;
}

export function NameForm({ name, action, texts, fields }: NameFormProps) {
  const [value, setValue] = useState(name);
  const [result, send, pending] = useActionState(action, null);
  const error = fieldError(result, 'name', fields);
  const form = useFocusOnError(result);
  return (
    <form ref={form} action={send} className="flex flex-col gap-3">
      <FormNotice message={formError(result)} />
      <Field id="name" label={texts.label} hint={texts.hint} error={error}>
        <Input
          id="name"
          name="name"
          autoComplete="name"
          maxLength={80}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          invalid={Boolean(error)}
          aria-describedby={fieldHelpId('name')}
        />
      </Field>
      <div className="flex items-center gap-4">
        <SubmitButton pendingLabel={texts.wait}>{texts.save}</SubmitButton>
        <p role="status" className="text-soft text-sm">
          {result?.ok && !pending ? result.data.message : null}
        </p>
      </div>
    </form>
  );
}
