import { stdSerializers } from 'pino';

const SECRET =
  /pass(word|phrase|wd)|secret|token|authorization|cookie|(private|secret|access|recovery|licen[cs]e|api)[-_]?(key|code)|signature|sealed/i;
/** A string that can be the name of a header: what follows it in a list is its value. */
const NAME = /^[\w-]{1,64}$/;
const HIDDEN = '[hidden]';
// The logger itself writes no deeper.
const DEPTH = 8;

// What a text says by itself: a bearer's token, who an address signs in as, what its query carries. The
// lengths bound the search.
const IN_TEXT: [RegExp, string][] = [
  [/\b(Bearer\s+)[^\s"',;]+/gi, `$1${HIDDEN}`],
  [/(:\/\/)[^\s/?#]+@/g, `$1${HIDDEN}@`],
  [
    /([?&#][\w.-]{0,40}?(?:token|secret|code|key|password|signature)[\w.-]{0,40}=)[^&#\s"'<>]+/gi,
    `$1${HIDDEN}`,
  ],
];

/**
 * A copy of what is about to be logged in which secrets are hidden, however deep: whatever stands under the
 * name of one (in objects, and in lists after the name, as headers are kept), and what texts and addresses
 * carry. Errors become plain data with what others hung on them (a request's headers, a row's values), and
 * that is looked through too. Never throws: what cannot be read says so.
 */
export function hideSecrets(value: unknown): unknown {
  return attempt(() => walk(value, 0, new Set()));
}

function walk(value: unknown, depth: number, above: Set<object>): unknown {
  if (typeof value === 'string') return maskText(value);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth === DEPTH || above.has(value)) return '[cut off]';
  above.add(value);
  const copy = attempt(() => copyOf(value, depth, above));
  above.delete(value);
  return copy;
}

function copyOf(value: object, depth: number, above: Set<object>): unknown {
  const enter = (one: unknown) => walk(one, depth + 1, above);
  if (Array.isArray(value))
    return value.map((_, place) => (isName(value[place - 1]) ? HIDDEN : attempt(() => enter(value[place]))));
  const isError = value instanceof Error;
  if (!isError && 'toJSON' in value && typeof value.toJSON === 'function') return enter(value.toJSON());
  const plain = (isError ? plainError(value) : value) as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(plain).map((name) => [name, SECRET.test(name) ? HIDDEN : attempt(() => enter(plain[name]))]),
  );
}

/** An error as plain data; without what hangs on it where reading that throws. */
function plainError(error: Error): object {
  try {
    return stdSerializers.err(error);
  } catch {
    const read = (name: 'name' | 'message' | 'stack') => attempt(() => error[name]);
    return { type: read('name'), message: read('message'), stack: read('stack') };
  }
}

/** Getters and toJSON of others may throw: that must never reach who logs. */
function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch {
    return '[unreadable]';
  }
}

const isName = (value: unknown) => typeof value === 'string' && NAME.test(value) && SECRET.test(value);

function maskText(text: string): string {
  return IN_TEXT.reduce((masked, [pattern, instead]) => masked.replace(pattern, instead), text);
}
