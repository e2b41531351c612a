'use client';

import { formError } from '../auth/action-types';
import { Notice } from '../ui/notice';
import { SentButton } from './sent-button';
import { type FormAction, useSentForm } from './use-sent-form';

interface MailPreferencesFormProps {
  action: FormAction<{ message: string }>;
  kinds: { kind: string; label: string; hint: string; wanted: boolean; necessary: boolean }[];
  strings: Record<'necessary' | 'save' | 'saving' | 'unreachable', string>;
}

/** Which mail a creator gets. What has to be sent is listed too, so that nobody looks for it. */
export function MailPreferencesForm({ action, kinds, strings }: MailPreferencesFormProps) {
  const { result, pending, form } = useSentForm(action, strings.unreachable);
  return (
    <form {...form} className="flex flex-col gap-4">
      {kinds.map(({ kind, label, hint, wanted, necessary }) => (
        <label key={kind} className="flex items-start gap-3">
          <input
            type="checkbox"
            name={necessary ? undefined : kind}
            defaultChecked={wanted}
            disabled={necessary}
            aria-describedby={`mail-${kind}`}
            className="mt-1 size-4 shrink-0 accent-copper"
          />
          <span>
            <span className="block">
              {label} {necessary ? <span className="text-faint text-sm">({strings.necessary})</span> : null}
            </span>
            <span id={`mail-${kind}`} className="block text-faint text-sm">
              {hint}
            </span>
          </span>
        </label>
      ))}
      <div role="alert" className="empty:hidden">
        {formError(result) ? <Notice tone="bad">{formError(result)}</Notice> : null}
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
