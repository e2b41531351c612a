import 'server-only';
import { db } from '@/lib/core/db';
import type { AdjustmentReason } from '@/lib/generated/prisma/enums';
import { listWalletStatement, type StatementLine } from '@/lib/ground/ledger';

export const STATEMENT_FILTERS = ['all', 'unlocks', 'top-ups', 'gifts'] as const;
export type StatementFilter = (typeof STATEMENT_FILTERS)[number];

const KINDS: Record<StatementFilter, string[] | undefined> = {
  all: undefined,
  unlocks: ['unlock', 'unlock_refund', 'unlock_reversal'],
  'top-ups': ['top_up', 'top_up_refund', 'cash_out', 'refund_returned', 'dispute_lost', 'dispute_recovered'],
  gifts: ['grant', 'grant_expiry'],
};

/** One line of the statement with the names that a reader knows things by. */
export interface StatementEntry extends StatementLine {
  item: { slug: string; title: string; language: string; creator: string } | null;
  card: { brand: string | null; last4: string | null } | null;
  /** The top-up that it is about. */
  topUpId: bigint | null;
  /** Why an admin put the balance right. */
  reason: AdjustmentReason | null;
}

export interface StatementPage {
  entries: StatementEntry[];
  /** Where the next page begins; null at the end. */
  next: string | null;
}

const PAGE_SIZE = 25;

/** One page, newest first. Throws `invalid_input` for a cursor that is none. */
export async function listStatement(input: {
  walletId: bigint;
  filter: StatementFilter;
  before?: string;
}): Promise<StatementPage> {
  const { walletId, filter, before } = input;
  const lines = await listWalletStatement({ walletId, before, kinds: KINDS[filter], limit: PAGE_SIZE + 1 });
  const shown = lines.slice(0, PAGE_SIZE);
  return {
    entries: await addNames(shown),
    next: lines.length > PAGE_SIZE ? (shown.at(-1)?.cursor ?? null) : null,
  };
}

/** Every line, newest first, page by page, with no connection held between them: for export. */
export async function* streamStatement(walletId: bigint, pageSize = 1000): AsyncGenerator<StatementEntry> {
  let before: string | undefined;
  for (;;) {
    const lines = await listWalletStatement({ walletId, before, limit: pageSize });
    yield* await addNames(lines);
    before = lines.at(-1)?.cursor;
    if (lines.length < pageSize) return;
  }
}

const CARD = { id: true, cardBrand: true, cardLast4: true } as const;
const REFUNDS = ['top_up_refund', 'cash_out', 'refund_returned'];
const DISPUTES = ['dispute_lost', 'dispute_recovered'];

async function addNames(lines: StatementLine[]): Promise<StatementEntry[]> {
  const refs = (kinds: string[] = []) =>
    lines.filter((line) => kinds.includes(line.kind)).map((line) => line.ref);
  const [unlocks, topUps, refunds, disputes, adjustments] = await Promise.all([
    listUnlockedItems(refs(KINDS.unlocks)),
    db.topUp.findMany({ where: { id: { in: refs(['top_up']) } }, select: CARD }),
    db.refund.findMany({
      where: { id: { in: refs(REFUNDS) } },
      select: { id: true, topUp: { select: CARD } },
    }),
    db.dispute.findMany({
      where: { id: { in: refs(DISPUTES) } },
      select: { id: true, topUp: { select: CARD } },
    }),
    db.adjustment.findMany({
      where: { id: { in: refs(['adjustment']) } },
      select: { id: true, reason: true },
    }),
  ]);
  const reasons = new Map(adjustments.map(({ id, reason }) => [id, reason]));
  const items = new Map(unlocks.map(({ unlockId, ...item }) => [unlockId, item]));
  const paidWith = {
    topUp: new Map(topUps.map((topUp) => [topUp.id, topUp])),
    refund: new Map(refunds.map(({ id, topUp }) => [id, topUp])),
    dispute: new Map(disputes.map(({ id, topUp }) => [id, topUp])),
  };
  return lines.map((line) => {
    const item = KINDS.unlocks?.includes(line.kind) ? items.get(line.ref) : undefined;
    const table = tableOf(line.kind);
    const topUp = table ? paidWith[table].get(line.ref) : undefined;
    return {
      ...line,
      item: item ?? null,
      card: topUp ? { brand: topUp.cardBrand, last4: topUp.cardLast4 } : null,
      topUpId: topUp?.id ?? null,
      reason: line.kind === 'adjustment' ? (reasons.get(line.ref) ?? null) : null,
    };
  });
}

type UnlockedItem = NonNullable<StatementEntry['item']> & { unlockId: bigint };

function listUnlockedItems(unlockIds: bigint[]): Promise<UnlockedItem[]> {
  return db.$queryRaw<UnlockedItem[]>`
    SELECT u.id AS "unlockId", i.slug, i.title, i.language, c.name AS creator
    FROM unlock_facts u JOIN items i ON i.id = u.item_id JOIN creators c ON c.id = i.creator_id
    WHERE u.id = ANY (${unlockIds}::bigint[])`;
}

/** Which table's rows a line about card money names. */
function tableOf(kind: string): 'topUp' | 'refund' | 'dispute' | null {
  if (kind === 'top_up') return 'topUp';
  if (REFUNDS.includes(kind)) return 'refund';
  return DISPUTES.includes(kind) ? 'dispute' : null;
}
