export interface Random {
  /** A whole number from 0 to `below` − 1. */
  under(below: number): number;
  pick<T>(list: readonly T[]): T;
  /** True in one of `n` cases. */
  oneIn(n: number): boolean;
  bytes(length: number): Buffer;
}

/** Numbers that a seed decides (mulberry32), so that what was found can be sent again. */
export function makeRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const under = (below: number) => Math.floor(next() * below);
  return {
    under,
    pick: (list) => list[under(list.length)] as (typeof list)[number],
    oneIn: (n) => under(n) === 0,
    bytes: (length) => Buffer.from(Array.from({ length }, () => under(256))),
  };
}
