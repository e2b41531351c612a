import { expect, test } from 'vitest';
import { isPayday } from './calendar.ts';
import { spreadDates } from './catalogue.ts';
import { simulateYear } from './simulate-year.ts';
import type { CreatorInTown, ItemOnSale, ReaderYear } from './types.ts';

const DAY = 86_400_000;
const untilMs = Date.UTC(2026, 10, 28);
const span = { fromMs: untilMs - 200 * DAY, untilMs };

const creators: CreatorInTown[] = Array.from({ length: 8 }, (_, n) => ({
  ...{ id: BigInt(n + 1), userId: BigInt(n + 100), email: `c${n}@example.com`, name: `C${n}` },
  ...{ locale: n % 2 ? 'ko' : 'en', isDemo: n === 0 },
}));
const items: ItemOnSale[] = Array.from({ length: 40 }, (_, n) => ({
  ...{ id: BigInt(n + 1), creatorId: BigInt((n % 8) + 1), pendingAccountId: BigInt((n % 8) + 1) },
  ...{
    kind: n % 5 ? 'article' : 'track',
    language: (n % 8) % 2 ? 'ko' : 'en',
    topic: ['money', 'craft'][n % 2] ?? '',
  },
  ...{
    priceMicros: [5_000n, 35_000n, 250_000n][n % 3] ?? 0n,
    publishedMs: untilMs - n * 5 * DAY,
    givesKey: n === 3,
  },
}));
const rules = {
  currency: 'usd' as const,
  feePercent: 10,
  minPayoutMicros: 1_000_000n,
  giftCapMicros: 5_000_000n,
};
const demoReader = {
  name: 'D',
  email: 'reader@example.com',
  locale: 'en' as const,
  timeZone: 'UTC',
  country: 'US',
};
const simulate = (seed: string) =>
  simulateYear({ seed, readers: 90, span, items, creators, rules, demoReader });
const year = simulate('one');
const add = (all: bigint[]) => all.reduce((sum, one) => sum + one, 0n);

test('the same seed is the same year, another seed another one', () => {
  expect(simulate('one')).toEqual(year);
  expect(simulate('two').readers[3]?.unlocks).not.toEqual(year.readers[3]?.unlocks);
});

test('every wallet keeps what came in and did not go out, and never spends what is not there', () => {
  for (const reader of year.readers) {
    const paid = add(
      reader.topUps.filter(({ paidMs }) => paidMs !== null).map(({ amountMicros }) => amountMicros),
    );
    const kept = reader.unlocks.filter(({ refundedMs }) => refundedMs === null);
    const spent = add(kept.map(({ item }) => item.priceMicros));
    const back = add([
      ...reader.refunds.map((one) => one.amountMicros),
      ...reader.disputes.map((one) => one.lostLotMicros),
    ]);
    const given = add(reader.gifts.map(({ amountMicros, lapsed }) => amountMicros - (lapsed?.micros ?? 0n)));
    const left = reader.paidMicros + add(reader.gifts.map(({ leftMicros }) => leftMicros));
    expect(paid + given - spent - back).toBe(left);
    expect(lowestOf(reader)).toBeGreaterThanOrEqual(0n);
  }
});

/** The lowest that the paid lot ever stood at. */
function lowestOf({ topUps, unlocks, refunds, disputes }: ReaderYear): bigint {
  const own = (parts: { gift: number | null; micros: bigint }[]) =>
    add(parts.filter(({ gift }) => gift === null).map(({ micros }) => micros));
  const moves = [
    ...topUps.map(({ paidMs, amountMicros }) => ({
      at: paidMs ?? 0,
      by: paidMs === null ? 0n : amountMicros,
    })),
    ...unlocks.map(({ atMs, parts }) => ({ at: atMs, by: -own(parts) })),
    ...unlocks.map(({ refundedMs, parts }) => ({
      at: refundedMs ?? 0,
      by: refundedMs === null ? 0n : own(parts),
    })),
    ...refunds.map(({ atMs, amountMicros }) => ({ at: atMs, by: -amountMicros })),
    ...disputes.map(({ closedMs, lostLotMicros }) => ({ at: closedMs ?? 0, by: -lostLotMicros })),
  ].sort((a, b) => a.at - b.at);
  let stands = 0n;
  return moves.reduce((lowest, { by }) => {
    stands += by;
    return stands < lowest ? stands : lowest;
  }, 0n);
}

test('nobody reads what is not out yet, owns a thing twice or acts after midnight', () => {
  for (const { unlocks, topUps, views } of year.readers) {
    const live = unlocks.filter(({ refundedMs }) => refundedMs === null).map(({ item }) => item.id);
    expect(new Set(live).size).toBe(live.length);
    for (const { item, atMs } of [...unlocks, ...views]) {
      expect(atMs).toBeGreaterThan(item.publishedMs);
      expect(atMs).toBeLessThan(untilMs);
    }
    for (const { openedMs } of topUps) expect(openedMs).toBeLessThan(untilMs - 3_000_000);
  }
});

test('creators earn what was unlocked and kept, and payouts pay for the oldest settlements', () => {
  for (const creator of year.creators) {
    const { settlements, payouts, availableMicros, inTransitMicros, account } = creator;
    const last = settlements.at(-1)?.cutoffMs ?? 0;
    const kept = year.readers
      .flatMap(({ unlocks }) => unlocks)
      .filter(
        ({ item, atMs, refundedMs }) =>
          item.creatorId === account.creator.id && atMs <= last && refundedMs === null,
      );
    expect(add(settlements.map(({ grossMicros }) => grossMicros))).toBe(
      add(kept.map(({ item }) => item.priceMicros)),
    );
    const arrived = payouts.filter(({ fails, answerMs }) => !fails && answerMs < untilMs);
    const net = add(settlements.map(({ netMicros }) => netMicros));
    expect(net).toBe(
      add(arrived.map(({ amountMicros }) => amountMicros)) + availableMicros + inTransitMicros,
    );
    for (const { amountMicros, lines } of payouts)
      expect(add(lines.map(({ micros }) => micros))).toBe(amountMicros);
  }
});

test('there is work: a failed payout, an open dispute, refunds, a creator who cannot be paid', () => {
  expect(year.creators.flatMap(({ payouts }) => payouts).some(({ fails }) => fails)).toBe(true);
  const disputes = year.readers.flatMap((reader) => reader.disputes.map(({ ending }) => ending));
  expect(disputes.sort()).toEqual(['lost', 'won', null].sort());
  expect(year.readers.flatMap(({ refunds }) => refunds).length).toBeGreaterThan(0);
  expect(year.creators.map(({ account }) => account.standing)).toContain('requirements_due');
  const [demo] = year.readers;
  expect(demo?.isDemo && demo.unlocks.length).toBeGreaterThan(5);
});

test('publications spread over the year and before it in their order; the newest keep their dates', () => {
  const recent = items.map((item, n) => ({ ...item, publishedMs: untilMs - n * DAY + 3_600_000 }));
  const spread = spreadDates(recent, span);
  expect(spread.slice(0, 13)).toEqual(recent.slice(0, 13));
  const dates = spread.map(({ publishedMs }) => publishedMs);
  expect(dates).toEqual(dates.toSorted((a, b) => b - a));
  const before = dates.filter((date) => date < span.fromMs).length;
  expect(before).toBeGreaterThan(2);
  expect(before).toBeLessThan(15);
  expect(spreadDates(spread, span)).toEqual(spread);
});

test.each([
  ['2026-11-25', 'ko', true],
  ['2026-11-25', 'en', false],
  ['2026-11-01', 'en', true],
  ['2026-11-15', 'ko', false],
] as const)('%s is a payday in %s: %s', (date, locale, expected) => {
  expect(isPayday(Date.parse(date), locale)).toBe(expected);
});
