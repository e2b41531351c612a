import { createHash } from 'node:crypto';

/** Draws that depend on nothing but their seed: the same seed, the same town. */
export class Random {
  private readonly state: Uint32Array;

  constructor(seed: string) {
    const hash = createHash('sha256').update(seed).digest();
    this.state = new Uint32Array([0, 4, 8, 12].map((at) => hash.readUInt32LE(at)));
  }

  /** A number in [0, 1). The generator is sfc32. */
  next(): number {
    const [a = 0, b = 0, c = 0, count = 0] = this.state;
    const sum = (a + b + count) >>> 0;
    this.state[0] = b ^ (b >>> 9);
    this.state[1] = c + (c << 3);
    this.state[2] = ((c << 21) | (c >>> 11)) + sum;
    this.state[3] = count + 1;
    return sum / 4_294_967_296;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    const chosen = choices[Math.floor(this.next() * choices.length)];
    if (chosen === undefined) throw new Error('there is nothing to choose from');
    return chosen;
  }

  /** One of the choices, each as likely as its weight says. Null when all weights are zero. */
  weighted<T>(choices: readonly T[], weightOf: (choice: T, place: number) => number): T | null {
    const weights = choices.map((choice, place) => weightOf(choice, place));
    let left = this.next() * weights.reduce((sum, one) => sum + one, 0);
    for (const [n, choice] of choices.entries()) {
      left -= weights[n] ?? 0;
      if (left < 0) return choice;
    }
    return null;
  }

  /** How often something happens that happens `mean` times on average. */
  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let product = this.next();
    let times = 0;
    for (; product > limit; times += 1) product *= this.next();
    return times;
  }

  uuid(): string {
    const hex = this.hex(32);
    const variant = '89ab'[this.whole(0, 3)];
    const [first, second, last] = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(20)];
    return `${first}-${second}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${last}`;
  }

  hex(length: number): string {
    return Array.from({ length }, () => this.whole(0, 15).toString(16)).join('');
  }
}
