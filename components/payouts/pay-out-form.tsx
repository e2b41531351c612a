'use client';

import { Notice } from '../ui/notice';
import { SentButton } from './sent-button';
import { type FormAction, useSentForm } from './use-sent-form';

interface PayOutAnswer {
  /** What to say; `refused`: Stripe did not take it, and nothing was sent. */
  message: string;
  refused: boolean;
}

interface PayOutFormProps {
  /** A fresh UUID from the server: the same press twice is the same payout. */
  requestKey: string;
  /** What the button names, and what is sent. */
  amountMicros: string;
  action: FormAction<PayOutAnswer>;
  strings: Record<'submit' | 'pending' | 'note' | 'unreachable', string>;
}

/** One press sends exactly the amount that the button names. */
export function PayOutForm({ requestKey, amountMicros, action, strings }: PayOutFormProps) {
  const { result, pending, form } = useSentForm(action, strings.unreachable);
  const bad = result && (!result.ok || result.data.refused);
  return (
    <form {...form} className="flex flex-col items-start gap-3">
      <input type="hidden" name="requestKey" value={requestKey} />
      <input type="hidden" name="amountMicros" value={amountMicros} />
      <SentButton variant="primary" pending={pending} pendingLabel={strings.pending}>
        {strings.submit}
      </SentButton>
      <div role={bad ? 'alert' : 'status'} className="empty:hidden">
        {result ? (
          <Notice tone={bad ? 'bad' : 'plain'}>{result.ok ? result.data.message : result.message}</Notice>
        ) : null}
      </div>
      <p className="max-w-form text-faint text-sm">{strings.note}</p>
    </form>
  );
}
