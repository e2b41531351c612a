'use client';

import { type FormEvent, useId, useState, useTransition } from 'react';
import type { ActionResult } from '@/lib/core/errors';
import { type FieldTexts, type FormAction, fieldError, toldBy } from '../../auth/action-types';
import { FormNotice } from '../../auth/form-notice';
import { type ProofProps, useProvenAction } from '../../auth/use-proven-action';
import { Button } from '../../ui/button';
import { Field, fieldHelpId } from '../../ui/field';
import { Input } from '../../ui/input';
import { Select } from '../../ui/select';
import { NoteField } from '../note-field';
import { type PreviewData, PreviewTable, type PreviewTexts } from '../preview-table';

interface RefundFormProps {
  action: FormAction;
  preview: FormAction<PreviewData>;
  locale: string;
  topUpId: string;
  requestKey: string;
  /** All that can go back, as a person would type it. */
  most: string;
  reasons: { value: string; label: string }[];
  proof: ProofProps;
  fields: FieldTexts;
  texts: PreviewTexts &
    Record<'amount' | 'amountHint' | 'reason' | 'note' | 'noteHint' | 'preview' | 'submit' | 'wait', string>;
}

/** Gives a top-up, or part of it, back to its card: first shows what that would post, then posts it. */
export function RefundForm({
  action,
  preview,
  locale,
  topUpId,
  requestKey,
  most,
  reasons,
  proof,
  fields,
  texts,
}: RefundFormProps) {
  const id = useId();
  const { result, send, clear, pending, dialog } = useProvenAction(action, proof);
  const [seen, setSeen] = useState<ActionResult<PreviewData> | null>(null);
  const [looking, look] = useTransition();
  const shown = seen?.ok ? seen.data : null;
  const failed = seen && !seen.ok ? seen : result;
  const busy = pending || looking;
  const amountError = fieldError(failed, 'amount', fields);
  const noteError = fieldError(failed, 'note', fields);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    if (busy) return;
    if (shown) {
      setSeen(null);
      return send(data);
    }
    clear();
    look(async () => setSeen(await preview(null, data)));
  }

  return (
    <>
      <form
        key={requestKey}
        onSubmit={submit}
        onChange={() => setSeen(null)}
        className="flex max-w-md flex-col items-start gap-4"
      >
        <input type="hidden" name="topUpId" value={topUpId} />
        <input type="hidden" name="requestKey" value={requestKey} />
        <AmountField id={id} texts={texts} amountError={amountError} most={most} />
        <ReasonField id={id} label={texts.reason} reasons={reasons} />
        <div className="w-full">
          <NoteField id={id} texts={texts} error={noteError} rows={2} />
        </div>
        {shown ? (
          <div role="status" className="w-full">
            <PreviewTable data={shown} locale={locale} texts={texts} />
          </div>
        ) : null}
        <Button type="submit" variant="primary" aria-disabled={busy || undefined}>
          {busy ? texts.wait : shown ? texts.submit : texts.preview}
        </Button>
      </form>
      {failed && !failed.ok && !busy && !amountError && !noteError ? (
        <FormNotice message={failed.message} />
      ) : null}
      <p role="status" className="mt-3 text-green text-sm empty:hidden">
        {pending ? null : toldBy(result)}
      </p>
      {dialog}
    </>
  );
}

interface AmountFieldProps {
  id: string;
  texts: RefundFormProps['texts'];
  amountError: string | undefined;
  most: string;
}

function AmountField({ id, texts, amountError, most }: AmountFieldProps) {
  return (
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
  );
}

interface ReasonFieldProps {
  id: string;
  label: string;
  reasons: RefundFormProps['reasons'];
}

function ReasonField({ id, label, reasons }: ReasonFieldProps) {
  return (
    <Field id={`${id}-reason`} label={label}>
      <Select id={`${id}-reason`} name="reason">
        {reasons.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </Field>
  );
}
