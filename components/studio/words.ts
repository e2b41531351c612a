import type { Messages } from '@/lib/core/i18n/load-messages';

/** The studio's words by part, as its pages hand them to the components in the browser. */
export type StudioWords = Messages['studio'];

/** Fills the plain places of a message: `{time}`. */
export function fill(message: string, values: Record<string, string | number>): string {
  return message.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
