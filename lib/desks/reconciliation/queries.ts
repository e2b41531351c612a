import 'server-only';
import { db, pool } from '@/lib/core/db';
import type { DifferenceKind } from '@/lib/generated/prisma/enums';

const RUNS = 30;
/** As many of each state as a page shows; the CSV has all of them. */
const DIFFERENCES_SHOWN = 200;

/** The last runs, the newest first, with how many of their differences are explained by now. */
export async function listRuns() {
  const runs = await db.reconciliation.findMany({
    orderBy: { id: 'desc' },
    take: RUNS,
    include: { starter: { select: { email: true } } },
  });
  const explained = await countExplained(runs.map(({ id }) => id));
  return runs.map((run) => ({ ...run, explained: explained.get(run.id) ?? 0 }));
}

/** One run with its closing balances, or null. */
export async function getRun(id: bigint) {
  const run = await db.reconciliation.findUnique({
    where: { id },
    include: {
      starter: { select: { email: true } },
      closings: { orderBy: [{ currency: 'asc' }, { category: 'asc' }] },
    },
  });
  return run && { ...run, explained: (await countExplained([id])).get(id) ?? 0 };
}

export type Run = NonNullable<Awaited<ReturnType<typeof getRun>>>;

/** What was last said of a difference. */
const LAST_NOTE = `
  SELECT n.explains, n.note, n.created_at, u.email FROM difference_notes n JOIN users u ON u.id = n.author_id
  WHERE n.difference_key = d.key ORDER BY n.id DESC LIMIT 1`;

async function countExplained(runIds: bigint[]): Promise<Map<bigint, number>> {
  if (runIds.length === 0) return new Map();
  const { rows } = await pool.query<{ run_id: string; explained: number }>(
    `SELECT d.run_id, count(*)::int AS explained FROM reconciliation_differences d
      JOIN LATERAL (${LAST_NOTE}) n ON n.explains
     WHERE d.run_id = ANY ($1::bigint[]) GROUP BY 1`,
    [runIds],
  );
  return new Map(rows.map((row) => [BigInt(row.run_id), row.explained]));
}

type DifferenceState = 'open' | 'explained';

export interface Difference {
  number: number;
  kind: DifferenceKind;
  category: string;
  currency: string;
  transactionRef: string | null;
  sourceRef: string | null;
  refTable: string | null;
  ref: bigint | null;
  processorMicros: bigint | null;
  booksMicros: bigint | null;
  happenedAt: Date;
  state: DifferenceState;
  /** What was last said of it: why it stays, or why it is open again. */
  note: string | null;
  notedBy: string | null;
  notedAt: Date | null;
}

interface Row {
  number: number;
  kind: DifferenceKind;
  category: string;
  currency: string;
  transaction_ref: string | null;
  source_ref: string | null;
  ref_table: string | null;
  ref: string | null;
  processor_micros: string | null;
  books_micros: string | null;
  happened_at: Date;
  explained: boolean;
  note: string | null;
  email: string | null;
  noted_at: Date | null;
}

interface Page {
  state?: DifferenceState;
  after?: number;
  limit?: number;
}

/** A run's differences in order, each with its present state. `after` is the number of the last one seen. */
export async function listDifferences(runId: bigint, page: Page = {}): Promise<Difference[]> {
  const { state, after = 0, limit = DIFFERENCES_SHOWN } = page;
  const { rows } = await pool.query<Row>(
    `SELECT d.*, coalesce(n.explains, false) AS explained, n.note, n.email, n.created_at AS noted_at
     FROM reconciliation_differences d LEFT JOIN LATERAL (${LAST_NOTE}) n ON true
     WHERE d.run_id = $1 AND d.number > $2 AND ($3::boolean IS NULL OR coalesce(n.explains, false) = $3)
       ORDER BY d.number LIMIT $4`,
    [runId, after, state ? state === 'explained' : null, limit],
  );
  const micros = (text: string | null) => (text === null ? null : BigInt(text));
  return rows.map((row) => ({
    number: row.number,
    kind: row.kind,
    category: row.category,
    currency: row.currency,
    transactionRef: row.transaction_ref,
    sourceRef: row.source_ref,
    refTable: row.ref_table,
    ref: micros(row.ref),
    processorMicros: micros(row.processor_micros),
    booksMicros: micros(row.books_micros),
    happenedAt: row.happened_at,
    state: row.explained ? 'explained' : 'open',
    note: row.note,
    notedBy: row.email,
    notedAt: row.noted_at,
  }));
}

/** Every difference of a run, a page at a time. */
export async function* streamDifferences(runId: bigint): AsyncGenerator<Difference> {
  let after = 0;
  for (;;) {
    const page = await listDifferences(runId, { after, limit: 500 });
    yield* page;
    after = page.at(-1)?.number ?? after;
    if (page.length < 500) return;
  }
}
