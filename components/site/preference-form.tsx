'use client';

import { useActionState } from 'react';
import type { ActionResult } from '@/lib/core/errors';

interface PreferenceFormProps {
  action: (previous: unknown, form?: FormData) => Promise<ActionResult<void>>;
  /** The field that is sent. */
  name: string;
  label: string;
  options: { value: string; label: string; lang?: string }[];
  current: string;
  failed: string;
}

/** A row of choices, each a submit button: one tap, and it works before script has loaded. */
export function PreferenceForm({ action, name, label, options, current, failed }: PreferenceFormProps) {
  const [result, send, pending] = useActionState(action, null);
  return (
    <form action={send} aria-busy={pending}>
      <fieldset className="m-0 border-0 p-0">
        <legend className="label mb-2">{label}</legend>
        <div className="flex flex-wrap gap-1">
          {options.map((option) => (
            <button
              type="submit"
              key={option.value}
              name={name}
              value={option.value}
              lang={option.lang}
              aria-pressed={option.value === current}
              className={
                'h-8 rounded-sm px-2.5 text-sm text-soft hover:bg-sunk hover:text-ink ' +
                'aria-pressed:bg-copper-tint aria-pressed:font-[560] aria-pressed:text-copper'
              }
            >
              {option.label}
            </button>
          ))}
        </div>
      </fieldset>
      <p role="status" className="text-red text-sm">
        {result && !result.ok ? failed : null}
      </p>
    </form>
  );
}
