import { cutText } from './cut-text.ts';

type Given = string | string[] | null | undefined;

/**
 * Parameters of an address that are there and cannot be read, as `at=garbage`. A figure or a day that is
 * misread in silence shows numbers that nobody asked for. Each reader returns null for what it cannot read;
 * empty counts as not given.
 */
export function findUnreadable(
  get: (name: string) => Given,
  readers: Record<string, (value: string) => unknown>,
): string[] {
  return Object.entries(readers).flatMap(([name, read]) => {
    const given = get(name);
    if (given === undefined || given === null || given === '') return [];
    if (typeof given === 'string' && read(given) !== null) return [];
    return [`${name}=${cutText([given].flat().join(' … '), 60)}`];
  });
}
