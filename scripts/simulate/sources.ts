import type { Random } from './random.ts';

const WAYS: [source: string, share: number][] = [
  ['home', 34],
  ['search', 14],
  ['topic', 16],
  ['creator', 16],
  ['article', 12],
  ['feed', 8],
];
const STRANGERS: [source: string, share: number][] = [
  ['site:the-small-web.example', 24],
  ['site:reading-list.example', 20],
  ['site:morning-letters.example', 14],
  ['site:maeul-sosik.example', 14],
  ['direct', 18],
  ['search', 10],
];

/** Where a view comes from: strangers by other sites, readers by the pages of the house. */
export function chooseSource(random: Random, isStranger: boolean, withinVisit = false): string {
  const ways = isStranger || (!withinVisit && random.chance(0.15)) ? STRANGERS : WAYS;
  return random.weighted(ways, ([, share]) => share)?.[0] ?? 'direct';
}
