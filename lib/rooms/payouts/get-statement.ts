import 'server-only';
import { db } from '@/lib/core/db';
import { listStatementItems, type StatementItem } from './list-statement-items';
import { getPayoutStatement, type PayoutStatement } from './queries';
import { getTaxDetails, type TaxDetails } from './tax-details';

/** Columns of the statement added up; they always come out at the payout's amount. */
export interface StatementTotals {
  unlocks: number;
  grossMicros: bigint;
  feeMicros: bigint;
  netMicros: bigint;
  /** What the settlements contribute; with `otherMicros` it is the payout's amount. */
  paidMicros: bigint;
  itemsMicros: bigint;
  /** The settlements' gross that is not in the items: unlocks taken back after settlement. */
  itemsOtherMicros: bigint;
}

export interface Statement {
  payout: PayoutStatement;
  items: StatementItem[];
  totals: StatementTotals;
  tax: TaxDetails | null;
  creator: { name: string; handle: string; timeZone: string };
}

/** All that a statement says, for page and PDF. Throws `not_found`, also for another creator's payout. */
export async function getStatement(creatorId: bigint, payoutId: bigint): Promise<Statement> {
  const payout = await getPayoutStatement(creatorId, payoutId);
  const [items, tax, creator] = await Promise.all([
    listStatementItems(creatorId, payoutId),
    getTaxDetails(creatorId),
    db.creator.findUniqueOrThrow({
      where: { id: creatorId },
      select: { name: true, handle: true, timeZone: true },
    }),
  ]);
  return { payout, items, totals: addUp(payout, items), tax, creator };
}

function addUp({ lines }: PayoutStatement, items: StatementItem[]): StatementTotals {
  const sum = <T>(rows: T[], pick: (row: T) => bigint) => rows.reduce((total, row) => total + pick(row), 0n);
  const grossMicros = sum(lines, (line) => line.grossMicros);
  const itemsMicros = sum(items, (item) => item.grossMicros);
  return {
    unlocks: lines.reduce((total, line) => total + line.unlockCount, 0),
    grossMicros,
    feeMicros: sum(lines, (line) => line.feeMicros),
    netMicros: sum(lines, (line) => line.netMicros),
    paidMicros: sum(lines, (line) => line.paidMicros),
    itemsMicros,
    itemsOtherMicros: grossMicros - itemsMicros,
  };
}
