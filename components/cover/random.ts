/** A small seeded generator (mulberry32): the same seed draws the same cover on every machine. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Draw {
  /** From `from` up to `to`. */
  between: (from: number, to: number) => number;
  pick: <T>(choices: readonly [T, ...T[]]) => T;
  chance: (share: number) => boolean;
}

export function createDraw(seed: number): Draw {
  const random = createRandom(seed);
  return {
    between: (from, to) => from + random() * (to - from),
    pick: (choices) => choices[Math.floor(random() * choices.length)] ?? choices[0],
    chance: (share) => random() < share,
  };
}

/** One decimal is finer than a screen shows, and keeps the drawing small on the wire. */
export const n = (value: number): number => Math.round(value * 10) / 10;
