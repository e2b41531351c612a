'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { Autosave } from './autosave';
import type { EditorActions, EditorDraft } from './types';

/** An Autosave for as long as the editor is open. */
export function useAutosave(draft: EditorDraft, actions: Pick<EditorActions, 'save' | 'load'>) {
  const [autosave] = useState(() => new Autosave(draft, actions));
  const state = useSyncExternalStore(autosave.subscribe, autosave.getState, autosave.getState);
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      if (!autosave.isUnsaved()) return;
      autosave.close();
      event.preventDefault();
    };
    const retry = () => void autosave.flush();
    window.addEventListener('beforeunload', leave);
    window.addEventListener('online', retry);
    return () => {
      window.removeEventListener('beforeunload', leave);
      window.removeEventListener('online', retry);
      autosave.close();
    };
  }, [autosave]);
  return { autosave, state };
}
