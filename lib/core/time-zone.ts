/** The browser's time zone, as it calls it. Written by the browser, so anything can stand in it. */
export const TIME_ZONE_COOKIE = 'tz';

const known = new Map<string, boolean>();
const MAX_KNOWN = 1000;

/** Whether a text names a time zone, as `Asia/Seoul` does; an offset such as `+09:00` does not. */
export function isTimeZone(text: unknown): text is string {
  if (typeof text !== 'string' || !/^[A-Za-z][A-Za-z0-9_+\-/]{1,63}$/.test(text)) return false;
  const found = known.get(text) ?? isKnown(text);
  if (known.size < MAX_KNOWN) known.set(text, found);
  return found;
}

function isKnown(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
