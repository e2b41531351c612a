'use client';

import { type FormEvent, useActionState, useEffect, useState, useTransition } from 'react';
import type { ActionResult } from '@/lib/core/errors';

/** A server action: called with the form's values, or by React with the form where there is no script. */
export type FormAction<T> = (input: unknown, form?: FormData) => Promise<ActionResult<T>>;

/**
 * Sends a form without losing what was typed, and says so when the server cannot be reached. Before script
 * has loaded the form posts itself. A second press while the first is under way does nothing.
 */
export function useSentForm<T>(action: FormAction<T>, unreachable: string) {
  const [posted, post] = useActionState(action, null);
  const [result, setResult] = useState(posted);
  const [pending, start] = useTransition();

  // The page comes back from the browser's memory, with the answer of before.
  useEffect(() => {
    const wake = (event: PageTransitionEvent) => event.persisted && setResult(null);
    window.addEventListener('pageshow', wake);
    return () => window.removeEventListener('pageshow', wake);
  }, []);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const input = Object.fromEntries(new FormData(event.currentTarget));
    setResult(null);
    start(async () => {
      const answer = await send(action, input, unreachable);
      setResult(answer);
    });
  }

  return { result, posted, pending, form: { action: post, onSubmit: submit, noValidate: true } };
}

async function send<T>(action: FormAction<T>, input: object, unreachable: string): Promise<ActionResult<T>> {
  try {
    return await action(input);
  } catch {
    return { ok: false, code: 'internal', message: unreachable };
  }
}
