import { DAY_MS } from '../../lib/core/time.ts';
import { readingMoment, seasonOf, startOfDay } from './calendar.ts';
import { openAccounts } from './open-accounts.ts';
import { makePeople, type Person } from './people.ts';
import { Random } from './random.ts';
import { simulateCreator } from './simulate-creator.ts';
import { type Incident, simulateReader } from './simulate-reader.ts';
import { chooseSource } from './sources.ts';
import { type Draws, makeDraws } from './tastes.ts';
import type { CreatorInTown, ItemOnSale, Passer, ReaderYear, Rules, Span, Year } from './types.ts';

export interface YearInput {
  seed: string;
  readers: number;
  span: Span;
  items: ItemOnSale[];
  creators: CreatorInTown[];
  rules: Rules;
  /** The person of the demo's reader, whose user is there already. */
  demoReader: Person;
}

const DEMO_READER_DAYS = 290;
const PASSERS_A_DAY = 22;

/** The town's year: a pure function of its input. */
export function simulateYear(input: YearInput): Year {
  const { seed, span, rules, creators } = input;
  const drawsOn = makeDraws(input.items, makeQuality(input));
  const readers = simulateReaders(input, drawsOn);
  const unlocks = readers.flatMap((reader) => reader.unlocks).sort((a, b) => a.atMs - b.atMs);
  const byCreator = Map.groupBy(unlocks, ({ item }) => item.creatorId);
  const accounts = openAccounts(new Random(`${seed} accounts`), creators, span);
  return {
    span,
    rules,
    readers,
    creators: accounts.map((account) =>
      simulateCreator({
        random: new Random(`${seed} creator ${account.creator.id}`),
        creator: account.creator,
        unlocks: byCreator.get(account.creator.id) ?? [],
        account,
        span,
        rules,
      }),
    ),
    passers: simulatePassers(input, drawsOn),
  };
}

/** Some pieces are better than others, and the demo creator's are well liked. */
function makeQuality({ seed, items, creators }: YearInput): (item: ItemOnSale) => number {
  const random = new Random(`${seed} quality`);
  const names = new Map(creators.map(({ id, isDemo }) => [id, isDemo ? 2.6 : random.between(0.5, 1.3)]));
  const qualities = new Map(
    items.map(({ id, creatorId }) => [id, (names.get(creatorId) ?? 1) * random.between(0.5, 1.6)]),
  );
  return ({ id }) => qualities.get(id) ?? 1;
}

function simulateReaders(input: YearInput, drawsOn: Draws): ReaderYear[] {
  const { seed, span, items, rules, demoReader, readers } = input;
  const random = new Random(`${seed} people`);
  const people = makePeople(random, readers);
  const joined = people
    .map(() => joinDay(random, span))
    .sort((a, b) => a - b)
    .map((day, n) => readingMoment(random, day, people[n]?.timeZone ?? 'UTC') - 30 * 60_000);
  const incidents = planIncidents(input);
  const year = people.map((person, n) =>
    simulateReader({
      ...{ person, items, drawsOn, span, rules },
      seed: `${seed} reader ${n}`,
      joinedMs: Math.max(joined[n] ?? span.fromMs, span.fromMs),
      incident: incidents.get(n),
    }),
  );
  const days = (span.untilMs - span.fromMs) / DAY_MS;
  const demo = simulateReader({
    ...{ items, drawsOn, span, rules },
    person: demoReader,
    isDemo: true,
    seed: `${seed} demo reader`,
    joinedMs: span.untilMs - Math.min(DEMO_READER_DAYS, days - 1) * DAY_MS,
    persona: {
      ...{
        visits: 0.4,
        leaves: 0,
        buys: 0.5,
        habit: 0,
        keeps: 4.8,
        share: 0.66,
        priceMicros: 400_000,
      },
      languages: new Map([
        ['en', 1],
        ['ko', 0.5],
      ]),
    },
  });
  return [demo, ...year];
}

/** More and more people come, in waves: whenever somebody elsewhere writes about the place. */
function joinDay(random: Random, { fromMs, untilMs }: Span): number {
  const days = Math.round((untilMs - fromMs) / DAY_MS);
  for (;;) {
    const day = random.whole(0, days - 1);
    const at = fromMs + day * DAY_MS;
    const part = day / days;
    const wave = [0.08, 0.27, 0.46, 0.66, 0.94].some((peak) => part >= peak && part < peak + 0.02) ? 2.6 : 1;
    if (random.chance(((0.45 + part) * seasonOf(at) * wave) / 5)) return at;
  }
}

/** Which readers have their card money refunded or disputed, and when: among those who came early enough. */
function planIncidents({ readers, span }: YearInput): Map<number, Incident> {
  const incidents = new Map<number, Incident>();
  const days = (span.untilMs - span.fromMs) / DAY_MS;
  const ago = (part: number) => startOfDay(span.untilMs - part * days * DAY_MS);
  const early = Math.floor(readers / 8);
  const plan: Incident[] = [
    { kind: 'dispute', dayMs: span.untilMs - 4 * DAY_MS, ending: null },
    { kind: 'dispute', dayMs: ago(0.35), ending: 'lost', reason: 'fraudulent' },
    { kind: 'dispute', dayMs: ago(0.2), ending: 'won', reason: 'product_not_received' },
    ...Array.from({ length: Math.max(2, Math.round(readers / 60)) }, (_, n, all = readers / 60) => ({
      kind: 'refund' as const,
      dayMs: ago(0.04 + (0.7 * n) / Math.max(2, all)),
    })),
  ];
  for (const [n, incident] of plan.entries())
    incidents.set((n * 3) % Math.max(early, plan.length * 3), incident);
  return incidents;
}

/** People who look around without signing in. */
function simulatePassers({ seed, readers, span, items }: YearInput, drawsOn: Draws): Passer[] {
  const random = new Random(`${seed} passers`);
  const passers: Passer[] = [];
  const days = (span.untilMs - span.fromMs) / DAY_MS;
  for (let day = span.fromMs; day < span.untilMs; day += DAY_MS) {
    const growth = 0.5 + (day - span.fromMs) / DAY_MS / days;
    const count = random.poisson((PASSERS_A_DAY * growth * seasonOf(day) * readers) / 400);
    for (let n = 0; n < count; n += 1) {
      const isKorean = random.chance(0.45);
      const atMs = readingMoment(random, day, isKorean ? 'Asia/Seoul' : 'America/New_York');
      const draws = drawsOn(day);
      const item = random.weighted(
        items,
        (one, place) => (draws[place] ?? 0) * ((one.language === 'ko') === isKorean ? 1 : 0.1),
      );
      if (!item) continue;
      const country = isKorean ? 'KR' : random.pick(['US', 'US', 'GB', 'CA', 'DE', 'AU']);
      const view = { item, atMs, source: chooseSource(random, true), country };
      passers.push({ view, visitor: random.hex(32) });
    }
  }
  return passers.sort((a, b) => a.view.atMs - b.view.atMs);
}
