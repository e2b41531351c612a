import { isTheme, type Theme } from '@/lib/core/theme';
import { SEED_MAX } from '@/lib/desks/studio/browser';
import { type Drawing, isMotif } from './draw-cover';
import { EDITION } from './edition';
import { INKS } from './inks';

export interface CoverFile extends Drawing {
  topic: string;
  theme: Theme;
}

const NAME = /^([a-z]+)-(\d{1,4})-([a-z]+)-(en|ko)-([a-z]+)\.svg$/;

/** Where a drawn cover is kept. */
export function coverPath({ motif, seed, topic, language, theme }: CoverFile): string {
  const drawn = isMotif(motif) ? motif : 'coins';
  const inks = Object.hasOwn(INKS, topic) ? topic : 'money';
  return `/covers/${EDITION}/${drawn}-${seed}-${inks}-${language === 'ko' ? 'ko' : 'en'}-${theme}.svg`;
}

/** What an address asks for; null unless all of it exists. */
export function parseCoverName(name: string): CoverFile | null {
  const [, motif = '', digits = '', topic = '', language = '', theme = ''] = NAME.exec(name) ?? [];
  const seed = Number(digits);
  const file = { motif, seed, topic, language };
  return isMotif(motif) &&
    seed <= SEED_MAX &&
    String(seed) === digits &&
    Object.hasOwn(INKS, topic) &&
    isTheme(theme)
    ? { ...file, theme }
    : null;
}
