'use client';

import { useActionState, useEffect, useState } from 'react';
import type { ActionResult } from '@/lib/core/errors';

interface UndoFormProps {
  action: (previous: unknown, form?: FormData) => Promise<ActionResult<void>>;
  unlockId: string;
  /** Milliseconds left when the page was made: the reader's clock may be wrong, how long it runs is not. */
  leftMs: number;
  /** `left` says with {undo} and {minutes} for how long the button is there. */
  strings: { line: string; undo: string; pending: string; left: string };
}

/** Takes the unlock back, as long as there is time; then it goes by itself. */
export function UndoForm({ action, unlockId, leftMs, strings }: UndoFormProps) {
  const [result, send, pending] = useActionState(action, null);
  const [left, setLeft] = useState(leftMs);

  useEffect(() => {
    const began = performance.now();
    setLeft(leftMs);
    const timer = setInterval(() => setLeft(leftMs - (performance.now() - began)), 5_000);
    return () => clearInterval(timer);
  }, [leftMs]);

  const message = result && !result.ok ? result.message : null;
  if (left <= 0 && !message) return null;
  // Milliseconds of a minute, written out: lib/core/time would be weight for one number.
  const minutes = String(Math.max(1, Math.ceil(left / 60_000)));
  const [before, after] = strings.left.replace('{minutes}', minutes).split('{undo}');
  return (
    <form
      action={send}
      className={
        'my-8 flex min-h-11 flex-wrap items-center gap-x-4 border-line border-y py-2 font-sans ' +
        'text-faint text-sm'
      }
    >
      <input type="hidden" name="unlockId" value={unlockId} />
      <span className="figures mr-auto">{strings.line}</span>
      {left > 0 ? (
        <span className="figures whitespace-nowrap">
          {before}
          <button
            type="submit"
            aria-disabled={pending || undefined}
            onClick={(event) => pending && event.preventDefault()}
            className="link h-8 font-[560]"
          >
            {pending ? strings.pending : strings.undo}
          </button>
          {after}
        </span>
      ) : null}
      <p role="status" className="basis-full text-ink empty:hidden">
        {pending ? null : message}
      </p>
    </form>
  );
}
