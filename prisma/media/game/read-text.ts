import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text that goes into a game's archive. */
export function readText(name: string): string {
  return readFileSync(join(import.meta.dirname, 'texts', name), 'utf8');
}
