export interface ClosingPart {
  currency: string;
  category: string;
  processorMicros: bigint;
  booksMicros: bigint;
  timingMicros: bigint;
  differencesMicros: bigint;
}

export interface ClosingRow extends ClosingPart {
  /** What nothing explains. */
  leftMicros: bigint;
}

/** The parts with what is left over, then each currency's `total`: the balance of card clearing. */
export function sumClosings(parts: readonly ClosingPart[]): ClosingRow[] {
  const rows: ClosingRow[] = [];
  for (const [currency, own] of Map.groupBy(parts, (part) => part.currency)) {
    const summed = own.filter(({ category }) => category !== 'balance');
    const sum = (pick: (part: ClosingPart) => bigint) =>
      summed.reduce((total, part) => total + pick(part), 0n);
    const total: ClosingPart = {
      currency,
      category: 'total',
      processorMicros: sum((part) => part.processorMicros),
      booksMicros: sum((part) => part.booksMicros),
      timingMicros: sum((part) => part.timingMicros),
      differencesMicros: sum((part) => part.differencesMicros),
    };
    const balance = own.filter(({ category }) => category === 'balance');
    for (const part of [...summed, ...(summed.length > 0 ? [total] : []), ...balance])
      rows.push({
        ...part,
        leftMicros: part.processorMicros - part.booksMicros - part.timingMicros - part.differencesMicros,
      });
  }
  return rows;
}
