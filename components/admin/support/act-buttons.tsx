'use client';

import { type FormAction, useSentForm } from '../../payouts/use-sent-form';
import { Button } from '../../ui/button';

interface ActButtonProps {
  action: FormAction<{ message: string }>;
  /** What the button sends. */
  values: Record<string, string>;
  label: string;
  wait: string;
  unreachable: string;
}

/** One act, one press; what went wrong stands below. */
export function ActButton({ action, values, label, wait, unreachable }: ActButtonProps) {
  const { result, pending, form } = useSentForm(action, unreachable);
  return (
    <form {...form}>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" size="sm" aria-disabled={pending || undefined}>
        {pending ? wait : label}
      </Button>
      <span role="status" className="block text-red text-xs">
        {result && !result.ok ? result.message : null}
      </span>
    </form>
  );
}
