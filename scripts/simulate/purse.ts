import { MINUTE_MS } from '../../lib/core/time.ts';
import { least } from './least.ts';
import type { Gift, Part } from './types.ts';

// The ledger's job looks every five minutes for gifts that are past their date.
const LAPSE_MS = 5 * MINUTE_MS;

/** A wallet as the ledger keeps it: gifts that end soonest are spent first, what was paid in last. */
export class Purse {
  readonly gifts: Gift[] = [];
  paidMicros = 0n;

  give(gift: Pick<Gift, 'key' | 'amountMicros' | 'atMs' | 'expiresMs'>): void {
    this.gifts.push({ ...gift, leftMicros: gift.amountMicros, lapsed: null });
  }

  spendable(at: number): bigint {
    return this.liveGifts(at).reduce((sum, { leftMicros }) => sum + leftMicros, this.paidMicros);
  }

  /** Takes a price from the lots in their order. Null, and nothing is taken, when it is not there. */
  spend(priceMicros: bigint, at: number): Part[] | null {
    if (this.spendable(at) < priceMicros) return null;
    const parts: Part[] = [];
    let due = priceMicros;
    for (const gift of this.liveGifts(at)) {
      if (due === 0n) break;
      const micros = least(due, gift.leftMicros);
      gift.leftMicros -= micros;
      due -= micros;
      parts.push({ gift: this.gifts.indexOf(gift), micros });
    }
    if (due > 0n) parts.push({ gift: null, micros: due });
    this.paidMicros -= due;
    return parts;
  }

  /** An unlock is taken back: each lot has its part again. Only while none of its gifts has ended. */
  restore(parts: readonly Part[]): void {
    for (const { gift, micros } of parts) {
      const lot = gift === null ? null : this.gifts[gift];
      if (lot) lot.leftMicros += micros;
      else this.paidMicros += micros;
    }
  }

  /** Whether none of the gifts that paid ends before this moment. */
  lastsUntil(parts: readonly Part[], at: number): boolean {
    return parts.every(({ gift }) => gift === null || (this.gifts[gift]?.expiresMs ?? 0) > at);
  }

  /** Takes back what is left of gifts that have ended by now. */
  lapse(now: number): void {
    for (const gift of this.gifts) {
      const atMs = gift.expiresMs + LAPSE_MS;
      if (gift.lapsed || atMs > now) continue;
      gift.lapsed = { micros: gift.leftMicros, atMs };
      gift.leftMicros = 0n;
    }
  }

  private liveGifts(at: number): Gift[] {
    return this.gifts
      .filter(({ leftMicros, expiresMs }) => leftMicros > 0n && expiresMs > at)
      .sort((a, b) => a.expiresMs - b.expiresMs);
  }
}
