import 'server-only';
import { db } from '@/lib/db';

const RUNS = 30;
const DIFFERENCES = 200;

/** The last runs, the newest first. */
export function listRuns() {
  return db.stripeReconciliation.findMany({
    orderBy: { id: 'desc' },
    take: RUNS,
    include: { starter: { select: { email: true } } },
  });
}

/** One run with its closing balances and the first of its differences, or null. */
export function getRun(id: bigint) {
  return db.stripeReconciliation.findUnique({
    where: { id },
    include: {
      starter: { select: { email: true } },
      closings: { orderBy: [{ currency: 'asc' }, { category: 'asc' }] },
      found: { orderBy: { number: 'asc' }, take: DIFFERENCES },
    },
  });
}

export type Run = NonNullable<Awaited<ReturnType<typeof getRun>>>;
export type Difference = Run['found'][number];

/** Every difference of a run, a page at a time. */
export async function* streamDifferences(runId: bigint): AsyncGenerator<Difference> {
  let after = 0;
  for (;;) {
    const page = await db.stripeDifference.findMany({
      where: { runId, number: { gt: after } },
      orderBy: { number: 'asc' },
      take: 500,
    });
    yield* page;
    after = page.at(-1)?.number ?? after;
    if (page.length < 500) return;
  }
}

/** Webhooks about things that are none of ours or do not match, the newest first: nothing was done about them. */
export function listLeftAlone() {
  return db.webhookEvent.findMany({
    where: {
      OR: [{ note: { contains: 'belongs to no top-up of ours' } }, { note: { contains: 'was left alone' } }],
    },
    orderBy: { receivedAt: 'desc' },
    take: 20,
    select: { id: true, type: true, objectId: true, receivedAt: true, note: true },
  });
}
