import { db } from '@/lib/core/db';
import type { GiftBatch } from '@/lib/generated/prisma/client';

export const BATCHES_PAGE = 50;
export const LINES_PAGE = 100;

/** Batches, the newest first, one more than a page. */
export function listBatches(before: bigint | null) {
  return db.giftBatch.findMany({
    where: before === null ? {} : { id: { lt: before } },
    orderBy: { id: 'desc' },
    take: BATCHES_PAGE + 1,
    include: { requester: { select: { email: true } } },
  });
}

interface ProblemCount {
  problem: string;
  count: number;
}

/** One batch with how far it is and how many lines have which problem, or null. */
export async function getBatch(id: bigint) {
  const batch = await db.giftBatch.findUnique({
    where: { id },
    include: { requester: { select: { email: true } }, decider: { select: { email: true } } },
  });
  if (!batch) return null;
  const [given, problems] = await Promise.all([
    db.giftBatchLine.count({ where: { batchId: id, grantId: { not: null } } }),
    db.giftBatchLine.groupBy({
      by: ['problem'],
      where: { batchId: id, problem: { not: null } },
      _count: true,
      orderBy: { problem: 'asc' },
    }),
  ]);
  const counts: ProblemCount[] = problems.map(({ problem, _count }) => ({
    problem: problem ?? '',
    count: _count,
  }));
  return { ...batch, given, problems: counts, repeated: await findRepeated(batch) };
}

/** What this batch repeats: as it was confirmed, or while it is open, what was agreed to meanwhile. */
async function findRepeated({
  id,
  status,
  repeatsId,
  contentHash,
  currency,
}: GiftBatch): Promise<bigint | null> {
  if (repeatsId || status !== 'checked') return repeatsId;
  const twin = await db.giftBatch.findFirst({
    where: { contentHash, currency, id: { not: id }, status: { in: ['waiting', 'posting', 'done'] } },
    orderBy: { id: 'desc' },
    select: { id: true },
  });
  return twin?.id ?? null;
}

/** Whether confirming the batch now would need a second admin. For showing: it locks nothing. */
export async function needsSecondAdmin(batchId: bigint): Promise<boolean> {
  const [row] = await db.$queryRaw<{ needed: boolean }[]>`
    SELECT done_alone(requester_id, currency) + good_micros > approval_limit(currency) AS needed
      FROM gift_batches WHERE id = ${batchId}`;
  return row?.needed !== false;
}

interface LineFilter {
  problemsOnly: boolean;
  /** The last line seen. */
  after: number;
}

/** Lines in the order of the file, one more than a page. */
export function listLines(batchId: bigint, { problemsOnly, after }: LineFilter, limit = LINES_PAGE + 1) {
  return db.giftBatchLine.findMany({
    where: { batchId, line: { gt: after }, ...(problemsOnly && { problem: { not: null } }) },
    orderBy: { line: 'asc' },
    take: limit,
  });
}

export type BatchLine = Awaited<ReturnType<typeof listLines>>[number];

/** Every line of a batch, page by page: the result file. */
export async function* streamLines(batchId: bigint, pageSize = 2_000): AsyncGenerator<BatchLine> {
  let after = 0;
  for (;;) {
    const lines: BatchLine[] = await listLines(batchId, { problemsOnly: false, after }, pageSize);
    yield* lines;
    after = lines.at(-1)?.line ?? after;
    if (lines.length < pageSize) return;
  }
}
