'use client';

import { useId, useRef } from 'react';
import { type FieldTexts, type FormAction, fieldError, toldBy } from '../auth/action-types';
import { FormNotice } from '../auth/form-notice';
import { type ProofProps, useProvenAction } from '../auth/use-proven-action';
import { Button } from '../ui/button';
import type { ButtonVariant } from '../ui/button-class';
import { Field, fieldHelpId } from '../ui/field';

export interface ActFormProps {
  action: FormAction;
  /** Sent along unseen. */
  values?: Record<string, string>;
  label: string;
  waitLabel: string;
  variant?: ButtonVariant;
  /** Asks for a few words: a reason, a note. */
  note?: { name: string; label: string; hint?: string };
  /** Something that must be said to be meant before the act is done. */
  agree?: { name: string; value: string; label: string };
  proof: ProofProps;
  fields: FieldTexts;
}

/** One act of the back office: a button, perhaps with a reason. Asks for a proof when one is due. */
export function ActForm({
  action,
  values = {},
  label,
  waitLabel,
  variant,
  note,
  agree,
  proof,
  fields,
}: ActFormProps) {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const { result, send, pending, dialog } = useProvenAction(action, proof);
  const error = note ? fieldError(result, note.name, fields) : undefined;
  return (
    <>
      <form
        ref={form}
        key={result?.ok ? 'done' : 'open'}
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending) send(new FormData(event.currentTarget));
        }}
        className="flex flex-col items-start gap-3"
      >
        {Object.entries(values).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {note ? (
          <div className="w-full max-w-prose">
            <Field id={id} label={note.label} hint={note.hint} error={error}>
              <textarea
                id={id}
                name={note.name}
                required
                rows={2}
                aria-invalid={error !== undefined || undefined}
                aria-describedby={fieldHelpId(id)}
                className={
                  'w-full rounded-md border border-edge bg-raised px-3 py-2 text-base text-ink ' +
                  'hover:border-soft aria-invalid:border-red'
                }
              />
            </Field>
          </div>
        ) : null}
        {agree ? <Agree {...agree} /> : null}
        <Button type="submit" size="sm" variant={variant} aria-disabled={pending || undefined}>
          {pending ? waitLabel : label}
        </Button>
      </form>
      {result && !result.ok && !pending && error === undefined ? (
        <FormNotice message={result.message} />
      ) : null}
      <p role="status" className="text-green text-sm empty:hidden">
        {pending ? null : toldBy(result)}
      </p>
      {dialog}
    </>
  );
}

function Agree({ name, value, label }: NonNullable<ActFormProps['agree']>) {
  return (
    <label className="flex max-w-prose items-start gap-3 text-sm">
      <input type="checkbox" name={name} value={value} required className="mt-0.5 size-4 accent-copper" />
      <span>{label}</span>
    </label>
  );
}
