'use client';

import { useId } from 'react';
import { type FormAction, toldBy } from '../../auth/action-types';
import { FormNotice } from '../../auth/form-notice';
import { type ProofProps, useProvenAction } from '../../auth/use-proven-action';
import { Button } from '../../ui/button';
import { filterClass } from '../filter-bar';

interface RunFormProps {
  action: FormAction;
  proof: ProofProps;
  texts: Record<'from' | 'until' | 'run' | 'running' | 'hint', string>;
}

/** Starts a comparison of a period. */
export function RunForm({ action, proof, texts }: RunFormProps) {
  const id = useId();
  const { result, send, pending, dialog } = useProvenAction(action, proof);
  return (
    <div className="mb-8">
      <form action={send} className="flex flex-wrap items-end gap-3">
        {(['from', 'until'] as const).map((name) => (
          <div key={name} className="flex flex-col gap-1">
            <label htmlFor={`${id}-${name}`} className="label">
              {texts[name]}
            </label>
            <input
              id={`${id}-${name}`}
              name={name}
              type="date"
              className={filterClass}
              aria-describedby={`${id}-hint`}
            />
          </div>
        ))}
        <Button type="submit" size="sm" variant="primary" aria-disabled={pending || undefined}>
          {pending ? texts.running : texts.run}
        </Button>
      </form>
      <p id={`${id}-hint`} className="mt-2 text-faint">
        {texts.hint}
      </p>
      {dialog}
      {result && !result.ok && !pending ? <FormNotice message={result.message} /> : null}
      <p role="status" className="mt-2 text-soft text-sm empty:hidden">
        {pending ? null : toldBy(result)}
      </p>
    </div>
  );
}
