const least = (a: bigint, b: bigint) => (a < b ? a : b);

/** One reader's wallet as a few numbers: what the ledger should do, without any of its means. */
export class ModelWallet {
  paid = 0n;
  /** In the order of spending: the soonest to expire first, those without a date last. */
  gifts: { key: string; left: bigint; days: number | null; gone: boolean }[] = [];
  owned = new Map<number, { parts: { from: string; amount: bigint }[]; settled: boolean }>();
  limit: bigint | null = null;
  spentToday = 0n;

  get spendable(): bigint {
    return this.gifts.reduce((sum, gift) => sum + (gift.gone ? 0n : gift.left), this.paid);
  }

  grant(key: string, amount: bigint, days: number | null): void {
    this.gifts.push({ key, left: amount, days, gone: false });
    this.gifts.sort(
      (a, b) => (a.days ?? Number.POSITIVE_INFINITY) - (b.days ?? Number.POSITIVE_INFINITY) || 0,
    );
  }

  unlock(item: number, price: bigint): string {
    if (this.owned.has(item)) return 'already_unlocked';
    if (this.limit !== null && this.spentToday + price > this.limit) return 'limit_reached';
    if (price > this.spendable) return 'insufficient_funds';
    const parts: { from: string; amount: bigint }[] = [];
    let due = price;
    for (const gift of this.gifts) {
      const part = gift.gone ? 0n : least(gift.left, due);
      if (part === 0n) continue;
      gift.left -= part;
      due -= part;
      parts.push({ from: gift.key, amount: part });
    }
    if (due > 0n) parts.push({ from: 'paid', amount: due });
    this.paid -= due;
    this.spentToday += price;
    this.owned.set(item, { parts, settled: false });
    return 'unlocked';
  }

  refund(item: number): string {
    const unlock = this.owned.get(item);
    if (!unlock) return 'already_refunded';
    if (unlock.settled) return 'settled';
    for (const { from, amount } of unlock.parts) {
      const gift = this.gifts.find((candidate) => candidate.key === from);
      if (!gift) this.paid += amount;
      else if (!gift.gone) gift.left += amount;
      this.spentToday -= amount;
    }
    this.owned.delete(item);
    return 'refunded';
  }

  /** A gift whose date has passed: what is left goes back. */
  expire(key: string): void {
    for (const gift of this.gifts) {
      if (gift.key !== key) continue;
      gift.gone = true;
      gift.left = 0n;
    }
  }
}
