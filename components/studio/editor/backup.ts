import type { DraftFields } from './types';

export interface Backup {
  fields: DraftFields;
  /** Milliseconds since 1970. */
  at: number;
}

const keyOf = (itemId: string) => `farthing-draft-${itemId}`;

/** Keeps unsaved text in this browser. If the browser refuses (private, full), saving goes on as before. */
export function keepBackup(itemId: string, fields: DraftFields): void {
  try {
    localStorage.setItem(keyOf(itemId), JSON.stringify({ fields, at: Date.now() } satisfies Backup));
  } catch {
    // See above.
  }
}

export function forgetBackup(itemId: string): void {
  try {
    localStorage.removeItem(keyOf(itemId));
  } catch {
    // See keepBackup().
  }
}

/** What was not saved, if it has the form of `like` and differs from it. */
export function readBackup(itemId: string, like: DraftFields): Backup | null {
  try {
    const parsed = JSON.parse(localStorage.getItem(keyOf(itemId)) ?? 'null') as Partial<Backup> | null;
    const names = Object.keys(like) as (keyof DraftFields)[];
    const { fields, at } = parsed ?? {};
    if (!fields || typeof at !== 'number') return null;
    if (names.some((name) => typeof fields[name] !== typeof like[name])) return null;
    return names.some((name) => fields[name] !== like[name]) ? { fields, at } : null;
  } catch {
    return null;
  }
}
