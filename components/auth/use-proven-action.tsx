'use client';

import { type ReactNode, useId, useState, useTransition } from 'react';
import type { ActionResult } from '@/lib/core/errors';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { Field, fieldHelpId } from '../ui/field';
import { Input } from '../ui/input';
import { type FieldTexts, type FormAction, fieldError, formError } from './action-types';
import { FormNotice } from './form-notice';

export interface ProofProps {
  prove: FormAction;
  /** What the person can give; `none`: only a new sign-in helps. */
  method: 'password' | 'code' | 'none';
  texts: Record<'title' | 'lead' | 'none' | 'label' | 'submit' | 'wait' | 'close', string>;
  fields: FieldTexts;
}

/**
 * An action that may ask for the password or the second factor first: on `proof_needed` a dialog opens, and
 * once the proof is there the same act goes on with what was filled in. Place `dialog` beside the form, not
 * in it.
 */
export function useProvenAction<T>(
  action: FormAction<T>,
  proof: ProofProps,
): {
  result: ActionResult<T> | null;
  send: (form: FormData) => void;
  pending: boolean;
  dialog: ReactNode;
  clear: () => void;
} {
  const [result, setResult] = useState<ActionResult<T> | null>(null);
  const [held, setHeld] = useState<FormData | null>(null);
  const [pending, start] = useTransition();
  const send = (form: FormData) =>
    start(async () => {
      const answer = await action(null, form);
      if (!answer.ok && answer.code === 'proof_needed') setHeld(form);
      else setResult(answer);
    });
  const goOn = () => {
    const form = held;
    setHeld(null);
    if (form) send(form);
  };
  const dialog = (
    <ProofDialog open={held !== null} onClose={() => setHeld(null)} onProved={goOn} {...proof} />
  );
  return { result, send, pending, dialog, clear: () => setResult(null) };
}

interface ProofDialogProps extends ProofProps {
  open: boolean;
  onClose: () => void;
  onProved: () => void;
}

function ProofDialog({ open, onClose, onProved, prove, method, texts, fields }: ProofDialogProps) {
  const id = useId();
  const [answer, setAnswer] = useState<ActionResult<unknown> | null>(null);
  const [pending, start] = useTransition();
  const check = (form: FormData) =>
    start(async () => {
      const next = await prove(null, form);
      setAnswer(next.ok ? null : next);
      if (next.ok) onProved();
    });
  const error = fieldError(answer, 'secret', fields) ?? fieldError(answer, 'code', fields);
  return (
    <Dialog open={open} onClose={onClose} title={texts.title} closeLabel={texts.close}>
      {method === 'none' ? (
        <p className="text-soft">{texts.none}</p>
      ) : open ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (!pending) check(new FormData(event.currentTarget));
          }}
          className="flex flex-col gap-4"
        >
          <p className="text-soft">{texts.lead}</p>
          <FormNotice message={pending ? undefined : formError(answer)} />
          <Field id={id} label={texts.label} error={error}>
            <Input
              id={id}
              name="secret"
              type={method === 'password' ? 'password' : 'text'}
              autoComplete={method === 'password' ? 'current-password' : 'one-time-code'}
              required
              maxLength={200}
              autoFocus
              invalid={error !== undefined}
              aria-describedby={fieldHelpId(id)}
            />
          </Field>
          <Button type="submit" variant="primary" aria-disabled={pending || undefined}>
            {pending ? texts.wait : texts.submit}
          </Button>
        </form>
      ) : null}
    </Dialog>
  );
}
