import { randomInt } from 'node:crypto';

// Without letters and digits that look alike (0 and O, 1, I and L).
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const GROUPS = 5;
const GROUP_SIGNS = 5;

/** `K7PQM-…`: 25 signs in five groups, about 123 bits: nobody guesses one. */
export function makeLicenceKey(): string {
  const group = () => Array.from({ length: GROUP_SIGNS }, () => SIGNS[randomInt(SIGNS.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}

const MAX_KEYS_AT_ONCE = 10_000;
const MAX_KEY_CHARACTERS = 200;

/**
 * The keys in a text, one a line, each once, in their order, and how many lines repeat an earlier one. Null
 * when a line is no key: longer than 200 characters or with control characters; or when there are more than
 * 10,000.
 */
export function readKeyLines(text: string): { keys: string[]; doubled: number } | null {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.normalize('NFC').trim())
    .filter(Boolean);
  const keys = [...new Set(lines)];
  const fit = keys.every((key) => key.length <= MAX_KEY_CHARACTERS && !/[\p{Cc}\p{Cs}]/u.test(key));
  return fit && keys.length <= MAX_KEYS_AT_ONCE ? { keys, doubled: lines.length - keys.length } : null;
}
