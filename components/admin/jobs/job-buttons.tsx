'use client';

import type { FormAction } from '../../auth/action-types';
import { type ProofProps, useProvenAction } from '../../auth/use-proven-action';
import { Button } from '../../ui/button';

interface JobButtonsProps {
  jobId: string;
  action: FormAction<{ message: string }>;
  proof: ProofProps;
  strings: Record<'retry' | 'remove' | 'wait', string>;
}

/** Again, or away with it. */
export function JobButtons(props: JobButtonsProps) {
  return (
    <div className="flex flex-wrap items-start gap-2">
      <Act {...props} verb="retry" />
      <Act {...props} verb="remove" />
    </div>
  );
}

function Act({ jobId, verb, action, proof, strings }: JobButtonsProps & { verb: 'retry' | 'remove' }) {
  const { result, send, pending, dialog } = useProvenAction(action, proof);
  return (
    <>
      <form action={send}>
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
      {dialog}
    </>
  );
}
