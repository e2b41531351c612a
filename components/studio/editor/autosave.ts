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
 * Saves what is written a moment after the last key, one save at a time, each from the revision before it.
 * What could not be saved is kept in this browser and tried again; what another window saved meanwhile stops
 * it until settle().
 */
export class Autosave {
  readonly #itemId: string;
  readonly #actions: Pick<EditorActions, 'save' | 'load'>;
  readonly #editorKey = crypto.randomUUID();
  readonly #listeners = new Set<() => void>();
  #state: AutosaveState;
  #stored: DraftFields;
  #stopped = false;
  #running: Promise<boolean> | null = null;
  #failures = 0;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #backupTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(draft: EditorDraft, actions: Pick<EditorActions, 'save' | 'load'>) {
    const { itemId, fields, revision, savedAt } = draft;
    this.#itemId = itemId;
    this.#actions = actions;
    this.#stored = fields;
    this.#state = { fields, status: 'saved', revision, savedAt, failure: null, theirs: null };
  }

  readonly getState = () => this.#state;
  readonly isUnsaved = () => !isSame(this.#state.fields, this.#stored);

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Saves until nothing is unsaved. False: it could not be. */
  readonly flush = async (): Promise<boolean> => {
    clearTimeout(this.#saveTimer);
    while (!this.#stopped) {
      if (!this.#running) {
        if (!this.isUnsaved()) return true;
        this.#running = this.#saveOnce().finally(() => {
          this.#running = null;
        });
      }
      if (!(await this.#running)) return false;
    }
    return false;
  };

  readonly change = (patch: Partial<DraftFields>) => {
    const fields = { ...this.#state.fields, ...patch };
    this.#set({ fields, status: this.#stopped ? 'conflict' : 'unsaved' });
    clearTimeout(this.#backupTimer);
    this.#backupTimer = setTimeout(() => {
      if (this.isUnsaved()) keepBackup(this.#itemId, this.#state.fields);
    }, BACKUP_MS);
    if (!this.#stopped) this.#saveIn(PAUSE_MS);
  };

  /** A person has chosen between both texts; the other one's revision is where mine goes on from. */
  readonly settle = (choice: 'mine' | 'theirs') => {
    const { theirs } = this.#state;
    if (!theirs) return;
    this.#stopped = false;
    this.#stored = theirs.fields;
    const { revision, savedAt } = theirs;
    if (choice === 'theirs') {
      forgetBackup(this.#itemId);
      this.#set({ theirs: null, revision, savedAt, fields: theirs.fields, status: 'saved' });
    } else {
      this.#set({ theirs: null, revision, savedAt, status: this.isUnsaved() ? 'unsaved' : 'saved' });
      void this.flush();
    }
  };

  /** The editor closes, the text does not go: what is unsaved is kept and sent now. */
  close(): void {
    clearTimeout(this.#backupTimer);
    if (!this.isUnsaved()) return;
    keepBackup(this.#itemId, this.#state.fields);
    void this.flush();
  }

  #set(patch: Partial<AutosaveState>): void {
    this.#state = { ...this.#state, ...patch };
    for (const listener of this.#listeners) listener();
  }

  #saveIn(ms: number): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => void this.flush(), ms);
  }

  async #saveOnce(): Promise<boolean> {
    const sent = this.#state.fields;
    this.#set({ status: 'saving' });
    const asked = {
      itemId: this.#itemId,
      revision: this.#state.revision,
      editorKey: this.#editorKey,
      ...sent,
    };
    const result = await this.#actions.save(asked).catch(() => null);
    if (result?.ok) {
      this.#stored = sent;
      this.#failures = 0;
      if (!this.isUnsaved()) forgetBackup(this.#itemId);
      this.#set({ ...result.data, failure: null, status: this.isUnsaved() ? 'unsaved' : 'saved' });
      return true;
    }
    keepBackup(this.#itemId, this.#state.fields);
    if (result?.code === 'edit_conflict') {
      this.#stopped = true;
      this.#set({ status: 'conflict' });
      await this.#findTheirs();
      return false;
    }
    this.#set({ failure: result, status: 'failed' });
    // A text that is refused stays refused until it changes; everything else may pass.
    if (result?.code !== 'invalid_input') {
      this.#saveIn(RETRY_MS[Math.min(this.#failures, RETRY_MS.length - 1)] ?? 0);
      this.#failures += 1;
    }
    return false;
  }

  async #findTheirs(): Promise<void> {
    const other = await this.#actions.load({ itemId: this.#itemId }).catch(() => null);
    if (other?.ok) this.#set({ theirs: other.data });
    else this.#saveTimer = setTimeout(() => void this.#findTheirs(), RETRY_MS[0]);
  }
}
