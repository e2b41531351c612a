import type { CurrencyCode } from '../../lib/core/currencies.ts';
import { LIMITS } from '../../lib/core/currency-limits.ts';
import { DAY_MS } from '../../lib/core/time.ts';
import type { Person } from './people.ts';
import type { Random } from './random.ts';
import type { ItemOnSale } from './types.ts';

export interface Persona {
  /** Visits on a usual day. */
  visits: number;
  /** Likeliness of leaving for good on any day. */
  leaves: number;
  /** Of those seen, how many items are bought. */
  buys: number;
  topics: ReadonlyMap<string, number>;
  kinds: ReadonlyMap<string, number>;
  languages: ReadonlyMap<string, number>;
  /** Above it a price is felt. */
  priceMicros: number;
  /** Place among the amounts that the form offers. */
  habit: 0 | 1 | 2;
  /** On a payday they top up when fewer dollars than this are left; null: only when they run out. */
  keeps: number | null;
  /** Of what is out, the share that they care to own at most. */
  share: number;
}

const HABITS = [
  { share: 38, visits: 0.2, leaves: 0.016, buys: 0.45 },
  { share: 34, visits: 0.4, leaves: 0.004, buys: 0.6 },
  { share: 18, visits: 0.8, leaves: 0.0015, buys: 0.7 },
  { share: 10, visits: 0.3, leaves: 0.003, buys: 0.8 },
];
const KINDS = { article: 1, track: 0.7, video: 0.75, lesson: 0.8, game_item: 0.55 };

/** What somebody likes, how often they come and what they think dear. */
export function makePersona(random: Random, person: Person, items: ItemOnSale[]): Persona {
  const habit = random.weighted(HABITS, ({ share }) => share) ?? HABITS[1];
  const topics = [...new Set(items.map(({ topic }) => topic))];
  const other = random.chance(0.18) ? 0.6 : 0.05;
  return {
    visits: (habit?.visits ?? 0.2) * random.between(0.7, 1.4),
    leaves: habit?.leaves ?? 0.01,
    buys: habit?.buys ?? 0.4,
    topics: new Map(topics.map((topic) => [topic, random.chance(0.4) ? 1.8 : random.between(0.2, 0.8)])),
    kinds: new Map(Object.entries(KINDS).map(([kind, weight]) => [kind, weight * random.between(0.5, 1.5)])),
    languages: new Map([
      [person.locale, 1],
      [person.locale === 'ko' ? 'en' : 'ko', other],
    ]),
    priceMicros: random.between(60_000, 260_000),
    habit: random.weighted([0, 1, 2] as const, (n) => [85, 12, 3][n] ?? 0) ?? 0,
    keeps: random.chance(0.25) ? random.between(0.3, 2) : null,
    share: random.between(0.4, 0.95),
  };
}

const FRESH_DAYS = 7;

/** How each item draws on a day, in their order: its own quality, and the pull of what has just come out. */
export type Draws = (day: number) => readonly number[];

export function makeDraws(items: ItemOnSale[], qualityOf: (item: ItemOnSale) => number): Draws {
  const qualities = items.map(qualityOf);
  const days = new Map<number, number[]>();
  return (day) => {
    const known = days.get(day);
    if (known) return known;
    const draws = items.map(({ publishedMs }, n) => {
      const age = (day - publishedMs) / DAY_MS;
      return age < 0 ? 0 : (qualities[n] ?? 1) * (0.5 + 4 * Math.exp(-age / FRESH_DAYS));
    });
    days.set(day, draws);
    return draws;
  };
}

export function likingOf(persona: Persona, item: ItemOnSale): number {
  const topic = persona.topics.get(item.topic) ?? 0.5;
  const kind = persona.kinds.get(item.kind) ?? 0.6;
  return topic * kind * (persona.languages.get(item.language) ?? 0);
}

/** Whether the price is worth it, from 0 to 1. */
export function worthOf(persona: Persona, item: ItemOnSale, currency: CurrencyCode): number {
  return Math.exp(-Number(item.priceMicros / perDollar(currency)) / persona.priceMicros / 2);
}

/** People here think in dollars; in won there are a thousand of them to one. */
export function perDollar(currency: CurrencyCode): bigint {
  return LIMITS[currency].minTopUpMicros / 5_000_000n;
}
