'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { ActionResult } from '@/lib/core/errors';
import type { Autosave } from './autosave';
import type { Deed } from './publish-actions';
import type { EditorActions } from './types';

export type Pending = Deed | 'schedule' | 'remove';

interface Options {
  itemId: string;
  actions: EditorActions;
  autosave: Pick<Autosave, 'flush' | 'getState'>;
  /** Said when the server cannot be reached. */
  unreachable: string;
  /** Said when the text could not be saved first. */
  unsaved: string;
}

/** Publishing and its kin: the text is saved first, then the server decides and refuses by field. */
export function usePublishing({ itemId, actions, autosave, unreachable, unsaved }: Options) {
  const router = useRouter();
  const [pending, setPending] = useState<Pending | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [done, setDone] = useState<Pending | null>(null);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [refusals, setRefusals] = useState(0);

  async function run(name: Pending, call: () => Promise<ActionResult<unknown>>): Promise<boolean> {
    if (pending) return false;
    setPending(name);
    setProblem(null);
    setDone(null);
    setFaults({});
    const saved = name === 'remove' || (await autosave.flush());
    const result = saved ? await call().catch(() => null) : null;
    setPending(null);
    if (result?.ok) {
      setDone(name);
      if (name === 'remove') router.push('/studio');
      else router.refresh();
      return true;
    }
    setProblem(result ? result.message : saved ? unreachable : unsaved);
    setFaults(result?.fieldErrors ?? {});
    setRefusals((count) => count + 1);
    return false;
  }

  return {
    pending,
    problem,
    done,
    faults,
    /** Counts them: a fault that is forgotten is none. */
    refusals,
    /** A field was changed: what was said of it, or of the whole, no longer holds. */
    forget(names: string[]) {
      // What was done was done to an older text.
      setDone(null);
      const left = Object.entries(faults).filter(([name]) => !names.includes(name));
      if (left.length === Object.keys(faults).length) return;
      setFaults(Object.fromEntries(left));
      // With the last of them goes what was said of them all.
      if (left.length === 0) setProblem(null);
    },
    publish: () => run('publish', () => actions.publish({ itemId, revision: autosave.getState().revision })),
    unschedule: () => run('unschedule', () => actions.unschedule({ itemId })),
    withdraw: () => run('withdraw', () => actions.withdraw({ itemId })),
    remove: () => run('remove', () => actions.remove({ itemId })),
    schedule: (localTime: string, timeZone: string) =>
      run('schedule', () => actions.schedule({ itemId, localTime, timeZone })),
  };
}
