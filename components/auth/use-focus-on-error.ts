import { type RefObject, useEffect, useRef } from 'react';
import type { ActionResult } from '@/lib/core/errors';

/** When an answer finds fault with a field, the focus goes there. Returns the ref for the form. */
export function useFocusOnError(result: ActionResult<unknown> | null): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (result && !result.ok) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [result]);
  return form;
}
