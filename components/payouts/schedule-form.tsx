'use client';

import { useId } from 'react';
import { Notice } from '../ui/notice';
import { SentButton } from './sent-button';
import { type FormAction, useSentForm } from './use-sent-form';

interface ScheduleFormProps {
  action: FormAction<{ message: string }>;
  chosen: string;
  options: { value: string; label: string; hint: string }[];
  strings: Record<'legend' | 'save' | 'saving' | 'unreachable', string>;
}

/** On request, every week or every month; each choice says when it pays next. */
export function ScheduleForm({ action, chosen, options, strings }: ScheduleFormProps) {
  const { result, pending, form } = useSentForm(action, strings.unreachable);
  const id = useId();
  return (
    <form {...form} className="flex flex-col gap-4">
      <fieldset>
        <legend className="sr-only">{strings.legend}</legend>
        <div className="flex flex-col gap-3">
          {options.map(({ value, label, hint }) => (
            <label key={value} className="flex items-start gap-3">
              <input
                type="radio"
                name="schedule"
                value={value}
                defaultChecked={value === chosen}
                aria-describedby={`${id}-${value}`}
                className="mt-1 size-4 shrink-0 accent-copper"
              />
              <span>
                <span className="block">{label}</span>
                <span id={`${id}-${value}`} className="block text-faint text-sm">
                  {hint}
                </span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <div role="alert" className="empty:hidden">
        {result && !result.ok ? <Notice tone="bad">{result.message}</Notice> : null}
      </div>
      <div className="flex items-center gap-4">
        <SentButton pending={pending} pendingLabel={strings.saving}>
          {strings.save}
        </SentButton>
        <p role="status" className="text-soft text-sm">
          {result?.ok ? result.data.message : null}
        </p>
      </div>
    </form>
  );
}
