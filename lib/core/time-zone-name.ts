// Intl knows zones by the name that each had first. Since then some cities have changed theirs, or its
// spelling.
const PRESENT: Record<string, string> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** A time zone as people read it: by its present name, with blanks. */
export function showZone(zone: string): string {
  return (PRESENT[zone] ?? zone).replaceAll('_', ' ');
}

const inOrder = (a: string, b: string) => (showZone(a) < showZone(b) ? -1 : 1);

/** Every zone that Intl knows, these first, each once under one of its names, in reading order. */
export function listZones(...first: string[]): { value: string; label: string }[] {
  const all = [...first, 'UTC', ...Intl.supportedValuesOf('timeZone').sort(inOrder)];
  const labels = new Map<string, string>();
  for (const zone of all) if (!labels.has(showZone(zone))) labels.set(showZone(zone), zone);
  return [...labels].map(([label, value]) => ({ value, label }));
}
