'use client';

import { useId } from 'react';
import { type FormAction, useSentForm } from '../../payouts/use-sent-form';
import { Button } from '../../ui/button';
import { inputClass } from '../../ui/input';

interface CannedFormProps {
  action: FormAction<{ message: string }>;
  answer: { id: string; title: string; bodyEn: string; bodyKo: string };
  strings: Record<'name' | 'en' | 'ko' | 'save' | 'wait' | 'unreachable' | 'problem', string>;
}

/** One canned answer in both languages. */
export function CannedForm({ action, answer, strings }: CannedFormProps) {
  const { result, pending, form } = useSentForm(action, strings.unreachable);
  const id = useId();
  const text = (name: 'bodyEn' | 'bodyKo', label: string, lang: string) => (
    <label htmlFor={`${id}-${name}`} className="flex flex-col gap-1">
      <span className="label">{label}</span>
      <textarea
        id={`${id}-${name}`}
        name={name}
        lang={lang}
        rows={4}
        required
        defaultValue={answer[name]}
        className={`${inputClass} h-auto py-2 text-sm`}
      />
    </label>
  );
  return (
    <form {...form} className="flex flex-col gap-3">
      <input type="hidden" name="id" value={answer.id} />
      <label htmlFor={`${id}-title`} className="flex flex-col gap-1">
        <span className="label">{strings.name}</span>
        <input
          id={`${id}-title`}
          name="title"
          required
          defaultValue={answer.title}
          className={`${inputClass} h-9 text-sm`}
        />
      </label>
      <div className="grid gap-3 md:grid-cols-2">
        {text('bodyEn', strings.en, 'en')}
        {text('bodyKo', strings.ko, 'ko')}
      </div>
      <div className="flex items-center gap-3">
        <Button type="submit" size="sm" aria-disabled={pending || undefined}>
          {pending ? strings.wait : strings.save}
        </Button>
        <p role="status" className="text-soft">
          {result
            ? result.ok
              ? result.data.message
              : result.fieldErrors
                ? strings.problem
                : result.message
            : null}
        </p>
      </div>
    </form>
  );
}
