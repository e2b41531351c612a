import { stdSerializers } from 'pino';

const SECRET = /pass(word|phrase|wd)|secret|token|authorization|cookie|api[-_]?key|signature|sealed/i;
const HIDDEN = '[hidden]';
// The logger itself writes no deeper.
const DEPTH = 8;

/**
 * A copy of what is about to be logged in which whatever stands under the name of a secret is hidden, however deep; errors
 * become plain data with what others hung on them (a request's headers, a row's values), and that is looked through too.
 */
export function hideSecrets(value: unknown): unknown {
  return walk(value, 0, new Set());
}

function walk(value: unknown, depth: number, above: Set<object>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  // Dates, buffers, addresses: they say themselves how they are written.
  if ('toJSON' in value && typeof value.toJSON === 'function') return value;
  if (depth === DEPTH || above.has(value)) return '[cut off]';
  above.add(value);
  const copy = Array.isArray(value)
    ? value.map((one) => walk(one, depth + 1, above))
    : Object.fromEntries(
        Object.entries(value instanceof Error ? stdSerializers.err(value) : value).map(([name, one]) => [
          name,
          SECRET.test(name) ? HIDDEN : walk(one, depth + 1, above),
        ]),
      );
  above.delete(value);
  return copy;
}
