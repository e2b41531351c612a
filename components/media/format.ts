const MEGABYTE = 1024 * 1024;

/** A size as people say it: `640 kB`, `3.4 MB`. */
export function formatBytes(bytes: number, locale: string): string {
  const [value, unit] = bytes < MEGABYTE ? [bytes / 1024, 'kilobyte'] : [bytes / MEGABYTE, 'megabyte'];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    maximumFractionDigits: value < 10 && unit === 'megabyte' ? 1 : 0,
  }).format(bytes > 0 ? Math.max(value, 1) : 0);
}

/** A length as players show it: `3:07`, `1:02:45`. */
export function formatDuration(durationMs: number): string {
  const seconds = Math.max(1, Math.round(durationMs / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** The ending of a file name, as the name of its format: `MP3`. */
export function formatOf(fileName: string): string {
  return (fileName.split('.').at(-1) ?? '').toUpperCase();
}

/** Fills the plain places of a message: `{name}`. */
export function fillIn(message: string, values: Record<string, string | number>): string {
  return message.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
