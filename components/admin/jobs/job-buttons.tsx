'use client';

import { type FormAction, useSentForm } from '../../payouts/use-sent-form';
import { Button } from '../../ui/button';

interface JobButtonsProps {
  jobId: string;
  action: FormAction<{ message: string }>;
  strings: Record<'retry' | 'remove' | 'wait' | 'unreachable', string>;
}

/** Again, or away with it. */
export function JobButtons({ jobId, action, strings }: JobButtonsProps) {
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Act jobId={jobId} verb="retry" action={action} strings={strings} />
      <Act jobId={jobId} verb="remove" action={action} strings={strings} />
    </div>
  );
}

function Act({ jobId, verb, action, strings }: JobButtonsProps & { verb: 'retry' | 'remove' }) {
  const { result, pending, form } = useSentForm(action, strings.unreachable);
  return (
    <form {...form}>
      <input type="hidden" name="jobId" value={jobId} />
      <input type="hidden" name="verb" value={verb} />
      <Button
        type="submit"
        size="sm"
        variant={verb === 'retry' ? 'secondary' : 'quiet'}
        aria-disabled={pending}
      >
        {pending ? strings.wait : strings[verb]}
      </Button>
      <span role="status" className="block text-red text-xs">
        {result && !result.ok ? result.message : null}
      </span>
    </form>
  );
}
