'use client';

import { useId } from 'react';
import { type FieldTexts, type FormAction, fieldError, toldBy } from '../../auth/action-types';
import { FormNotice } from '../../auth/form-notice';
import { type ProofProps, useProvenAction } from '../../auth/use-proven-action';
import { Button } from '../../ui/button';
import { Field, fieldHelpId } from '../../ui/field';
import { Input } from '../../ui/input';
import { Select } from '../../ui/select';

interface RefundFormProps {
  action: FormAction;
  topUpId: string;
  requestKey: string;
  /** All that can go back, as a person would type it. */
  most: string;
  reasons: { value: string; label: string }[];
  proof: ProofProps;
  fields: FieldTexts;
  texts: Record<'amount' | 'amountHint' | 'reason' | 'note' | 'noteHint' | 'submit' | 'wait', string>;
}

/** Gives a top-up, or a part of it, back to its card. */
export function RefundForm({
  action,
  topUpId,
  requestKey,
  most,
  reasons,
  proof,
  fields,
  texts,
}: RefundFormProps) {
  const id = useId();
  const { result, send, pending, dialog } = useProvenAction(action, proof);
  const amountError = fieldError(result, 'amount', fields);
  const noteError = fieldError(result, 'note', fields);
  return (
    <>
      <form
        key={requestKey}
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending) send(new FormData(event.currentTarget));
        }}
        className="flex max-w-md flex-col items-start gap-4"
      >
        <input type="hidden" name="topUpId" value={topUpId} />
        <input type="hidden" name="requestKey" value={requestKey} />
        <Field id={`${id}-amount`} label={texts.amount} hint={texts.amountHint} error={amountError}>
          <Input
            id={`${id}-amount`}
            name="amount"
            defaultValue={most}
            inputMode="decimal"
            required
            maxLength={40}
            invalid={amountError !== undefined}
            aria-describedby={fieldHelpId(`${id}-amount`)}
          />
        </Field>
        <Field id={`${id}-reason`} label={texts.reason}>
          <Select id={`${id}-reason`} name="reason">
            {reasons.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <div className="w-full">
          <Field id={`${id}-note`} label={texts.note} hint={texts.noteHint} error={noteError}>
            <textarea
              id={`${id}-note`}
              name="note"
              required
              rows={2}
              aria-invalid={noteError !== undefined || undefined}
              aria-describedby={fieldHelpId(`${id}-note`)}
              className="w-full rounded-md border border-edge bg-raised px-3 py-2 text-base text-ink hover:border-soft aria-invalid:border-red"
            />
          </Field>
        </div>
        <Button type="submit" variant="primary" aria-disabled={pending || undefined}>
          {pending ? texts.wait : texts.submit}
        </Button>
      </form>
      {result && !result.ok && !pending && !amountError && !noteError ? (
        <FormNotice message={result.message} />
      ) : null}
      <p role="status" className="mt-3 text-green text-sm empty:hidden">
        {pending ? null : toldBy(result)}
      </p>
      {dialog}
    </>
  );
}
