import type { ActionResult } from '@/lib/core/errors';
import { forgetBackup, keepBackup } from './backup';
import type { DraftFields, EditorActions, EditorDraft, Saved } from './types';

export type SaveStatus = 'saved' | 'unsaved' | 'saving' | 'failed' | 'conflict';

export interface AutosaveState {
  fields: DraftFields;
  status: SaveStatus;
  revision: number;
  /** ISO 8601. */
  savedAt: string;
  failure: Extract<ActionResult<Saved>, { ok: false }> | null;
  /** What somebody else saved: nothing more is saved before a person has chosen. */
  theirs: EditorDraft | null;
}

const PAUSE_MS = 800;
const BACKUP_MS = 250;
const RETRY_MS = [3_000, 10_000, 30_000];

const isSame = (a: DraftFields, b: DraftFields) =>
  (Object.keys(a) as (keyof DraftFields)[]).every((name) => a[name] === b[name]);

/**
 * Saves what is written a moment after the last key, one save at a time, each from the revision before it. What could not be
 * saved is kept in this browser and tried again; what another window saved meanwhile stops it until settle().
 */
export function createAutosave(draft: EditorDraft, { save, load }: Pick<EditorActions, 'save' | 'load'>) {
  const { itemId } = draft;
  const editorKey = crypto.randomUUID();
  const listeners = new Set<() => void>();
  let state: AutosaveState = {
    fields: draft.fields,
    status: 'saved',
    revision: draft.revision,
    savedAt: draft.savedAt,
    failure: null,
    theirs: null,
  };
  let stored = draft.fields;
  let stopped = false;
  let running: Promise<boolean> | null = null;
  let failures = 0;
  let saveTimer: ReturnType<typeof setTimeout> | undefined;
  let backupTimer: ReturnType<typeof setTimeout> | undefined;

  const isUnsaved = () => !isSame(state.fields, stored);

  function set(patch: Partial<AutosaveState>): void {
    state = { ...state, ...patch };
    for (const listener of listeners) listener();
  }

  function saveIn(ms: number): void {
    clearTimeout(saveTimer);
    saveTimer = setTimeout(() => void flush(), ms);
  }

  async function saveOnce(): Promise<boolean> {
    const sent = state.fields;
    set({ status: 'saving' });
    const result = await save({ itemId, revision: state.revision, editorKey, ...sent }).catch(() => null);
    if (result?.ok) {
      stored = sent;
      failures = 0;
      if (!isUnsaved()) forgetBackup(itemId);
      set({ ...result.data, failure: null, status: isUnsaved() ? 'unsaved' : 'saved' });
      return true;
    }
    keepBackup(itemId, state.fields);
    if (result?.code === 'edit_conflict') {
      stopped = true;
      set({ status: 'conflict' });
      await findTheirs();
      return false;
    }
    set({ failure: result, status: 'failed' });
    // A text that is refused stays refused until it changes; everything else may pass.
    if (result?.code !== 'invalid_input') {
      saveIn(RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 0);
      failures += 1;
    }
    return false;
  }

  async function findTheirs(): Promise<void> {
    const other = await load({ itemId }).catch(() => null);
    if (other?.ok) set({ theirs: other.data });
    else saveTimer = setTimeout(() => void findTheirs(), RETRY_MS[0]);
  }

  /** Saves until nothing is unsaved. False: it could not be. */
  async function flush(): Promise<boolean> {
    clearTimeout(saveTimer);
    while (!stopped) {
      if (!running) {
        if (!isUnsaved()) return true;
        running = saveOnce().finally(() => {
          running = null;
        });
      }
      if (!(await running)) return false;
    }
    return false;
  }

  return {
    flush,
    isUnsaved,
    getState: () => state,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    change(patch: Partial<DraftFields>) {
      set({ fields: { ...state.fields, ...patch }, status: stopped ? 'conflict' : 'unsaved' });
      clearTimeout(backupTimer);
      backupTimer = setTimeout(() => {
        if (isUnsaved()) keepBackup(itemId, state.fields);
      }, BACKUP_MS);
      if (!stopped) saveIn(PAUSE_MS);
    },
    /** A person has chosen between both texts; the other one's revision is where mine goes on from. */
    settle(choice: 'mine' | 'theirs') {
      const { theirs } = state;
      if (!theirs) return;
      stopped = false;
      stored = theirs.fields;
      const { revision, savedAt } = theirs;
      if (choice === 'theirs') {
        forgetBackup(itemId);
        set({ theirs: null, revision, savedAt, fields: theirs.fields, status: 'saved' });
      } else {
        set({ theirs: null, revision, savedAt, status: isUnsaved() ? 'unsaved' : 'saved' });
        void flush();
      }
    },
    /** The editor closes, the text does not go: what is unsaved is kept and sent now. */
    close() {
      clearTimeout(backupTimer);
      if (!isUnsaved()) return;
      keepBackup(itemId, state.fields);
      void flush();
    },
  };
}

export type Autosave = ReturnType<typeof createAutosave>;
