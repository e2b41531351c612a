'use client';

import { useActionState } from 'react';
import { type FormAction, formError } from '../auth/action-types';
import { FormNotice } from '../auth/form-notice';
import { SubmitButton } from '../ui/submit-button';

interface KindFormProps {
  kinds: { value: string; label: string; text: string }[];
  action: FormAction;
  label: string;
  submit: string;
  wait: string;
}

/** What a new item is: chosen once, because everything else follows from it. */
export function KindForm({ kinds, action, label, submit, wait }: KindFormProps) {
  const [result, send] = useActionState(action, null);
  return (
    <form action={send} className="flex max-w-[36rem] flex-col gap-6">
      <FormNotice message={formError(result)} />
      <fieldset className="flex flex-col gap-2">
        <legend className="sr-only">{label}</legend>
        {kinds.map(({ value, label: name, text }, index) => (
          <label
            key={value}
            className={
              'flex cursor-pointer items-baseline gap-4 rounded-md border border-line bg-raised ' +
              'px-4 py-3 hover:border-edge has-checked:border-copper has-checked:bg-copper-tint ' +
              'has-focus-visible:outline-2 has-focus-visible:outline-copper ' +
              'has-focus-visible:outline-offset-2'
            }
          >
            <input
              type="radio"
              name="kind"
              value={value}
              defaultChecked={index === 0}
              className="translate-y-0.5 accent-copper outline-none"
            />
            <span>
              <span className="font-[560]">{name}</span>
              <span className="block text-soft text-sm">{text}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <SubmitButton variant="primary" pendingLabel={wait} className="self-start">
        {submit}
      </SubmitButton>
    </form>
  );
}
