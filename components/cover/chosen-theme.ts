import type { Theme } from '@/lib/core/theme';

type Reader = () => Promise<Theme | null>;

let read: Reader = async () => null;

/** Says how to learn which theme the person chose; null: the device decides. Components know no cookies. */
export function readThemeWith(reader: Reader): void {
  read = reader;
}

export function chosenTheme(): Promise<Theme | null> {
  return read();
}
