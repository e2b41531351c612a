import type { Settings } from './records.ts';
import type { Store } from './store.ts';

const ONLY_ROW = 'settings';

export const DEFAULT_SETTINGS: Settings = {
  webhookUrl: null,
  hold: false,
  copies: 1,
  reorder: false,
  delayMs: 0,
  asyncDelayMs: 3000,
  feeDelayMs: 0,
  automaticPayouts: true,
  faults: [],
};

export function readSettings(store: Store): Settings {
  return { ...DEFAULT_SETTINGS, ...store.get('settings', ONLY_ROW) };
}

/** Must run inside a transaction. */
export function changeSettings(store: Store, change: Partial<Settings>): Settings {
  return store.put('settings', ONLY_ROW, structuredClone({ ...readSettings(store), ...change }));
}
