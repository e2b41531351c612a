import type { Locale } from '../../lib/core/i18n/locales.ts';
import type { Random } from './random.ts';

/** By these addresses the town's people are known, from the seed's and from real ones. */
export const TOWN_HOSTS = ['town.example.com', 'town.example.org'] as const;

export interface Person {
  name: string;
  email: string;
  locale: Locale;
  timeZone: string;
  /** ISO 3166-1, as views have it. */
  country: string;
}

const wordsOf = (text: string): string[] => text.trim().split(/\s+/);

const GIVEN_EN = wordsOf(`
  Ada Bram Clover Dorothea Ezra Fern Gideon Hazel Ivo
  Juniper Kit Linnea Marlow Nell Otis Perpetua Quill Rowan
  Saffron Tamsin Una Vesper Wilfred Yarrow Zadie
`);
const FAMILY_EN = wordsOf(`
  Ashdown Birdwhistle Candlewick Dapplegrove Elderbrook Fennimore
  Gatesby Honeychurch Inkpen Jellicoe Kettlewell Larkspur
  Merriweather Nettlefold Oakhollow Pennyworth Quickstep Ravensdale
  Silverlock Thistledown Underhill Valewick Winterbourne Yewtree
`);
const FAMILY_KO: [hangul: string, latin: string][] = [
  ['강', 'kang'],
  ['고', 'go'],
  ['남', 'nam'],
  ['도', 'do'],
  ['라', 'ra'],
  ['문', 'moon'],
  ['봉', 'bong'],
  ['서', 'seo'],
  ['연', 'yeon'],
  ['우', 'woo'],
  ['은', 'eun'],
  ['하', 'ha'],
];
const GIVEN_KO: [hangul: string, latin: string][] = [
  ['가온', 'gaon'],
  ['나래', 'narae'],
  ['다솜', 'dasom'],
  ['라온', 'raon'],
  ['마루', 'maru'],
  ['바다', 'bada'],
  ['새별', 'saebyeol'],
  ['아라', 'ara'],
  ['이든', 'ideun'],
  ['잎새', 'ipsae'],
  ['초롱', 'chorong'],
  ['파랑', 'parang'],
  ['하람', 'haram'],
  ['한결', 'hangyeol'],
  ['해찬', 'haechan'],
  ['보라', 'bora'],
  ['솔찬', 'solchan'],
  ['여울', 'yeoul'],
];
const PLACES_EN: [country: string, zone: string, share: number][] = [
  ['US', 'America/New_York', 32],
  ['US', 'America/Los_Angeles', 22],
  ['GB', 'Europe/London', 20],
  ['DE', 'Europe/Berlin', 9],
  ['AU', 'Australia/Sydney', 9],
  ['IN', 'Asia/Kolkata', 8],
];

// A larger town has namesakes; their addresses are numbered.
const TRIES = 30;

/** Makes people whose names no list of real people holds; no two share an address. */
export function makePeople(random: Random, count: number): Person[] {
  const taken = new Map<string, number>();
  return Array.from({ length: count }, () => {
    const isKorean = random.chance(0.45);
    const draw = isKorean ? koreanName : englishName;
    let { name, address } = draw(random);
    for (let tries = 0; taken.has(address) && tries < TRIES; tries += 1) ({ name, address } = draw(random));
    const times = (taken.get(address) ?? 0) + 1;
    taken.set(address, times);
    const email = `${address}${times > 1 ? times : ''}@${random.pick(TOWN_HOSTS)}`;
    const [country, timeZone] = isKorean
      ? (['KR', 'Asia/Seoul'] as const)
      : (random.weighted(PLACES_EN, ([, , share]) => share) ?? ['US', 'America/New_York']);
    return { name, email, locale: isKorean ? 'ko' : 'en', timeZone, country };
  });
}

function englishName(random: Random) {
  const [given, family] = [random.pick(GIVEN_EN), random.pick(FAMILY_EN)];
  return { name: `${given} ${family}`, address: `${given}.${family}`.toLowerCase() };
}

function koreanName(random: Random) {
  const [family, given] = [random.pick(FAMILY_KO), random.pick(GIVEN_KO)];
  return { name: `${family[0]}${given[0]}`, address: `${given[1]}.${family[1]}` };
}
