import { DomainError } from '../../core/errors.ts';
import { createGroupCommit } from '../../core/group-commit.ts';
import { log } from '../../core/log.ts';
import { callSpend, type SpendAnswer } from './call-spend.ts';
import { classifyDatabaseError } from './classify-database-error.ts';
import { getSpendObserver } from './spend-observer.ts';
import type { SpendRequest, SpendResult } from './types.ts';

const MAX_BIGINT = 2n ** 63n - 1n;
const MAX_BATCH = 512;
const MAX_QUEUE = 10_000;
const MAX_CONFLICTS = 3;

// One batch in flight for each lane: two let PostgreSQL work on one while the other waits for the disk or for
// us. A wallet keeps to its lane, so its requests stay in order and this process never waits for its own
// locks.
function openLanes() {
  return Array.from({ length: 2 }, () =>
    createGroupCommit<SpendRequest, PromiseSettledResult<SpendAnswer>>({
      run: serve,
      maxBatch: MAX_BATCH,
      maxQueue: MAX_QUEUE,
      observe: {
        queued: (change) => getSpendObserver()?.queued(change),
        batched: (size) => getSpendObserver()?.batched(size),
      },
    }),
  );
}
type Lanes = ReturnType<typeof openLanes>;

// On globalThis: Next may bundle this module more than once in a process, and what drains at the end must be
// what spends.
const kept = globalThis as unknown as { farthingSpendLanes?: Lanes };
kept.farthingSpendLanes ??= openLanes();
const lanes = kept.farthingSpendLanes;
const laneOf = (walletId: bigint) => lanes[Number(walletId % BigInt(lanes.length))] as Lanes[number];

/**
 * Buys one item from one wallet at the price that the reader saw, in micros. Resolves once the unlock is
 * durable. Repeating a request is safe: an item that the reader owns answers `already_unlocked` with the
 * original unlock. Throws DomainError: `invalid_input` for numbers outside 1 … 2^63-1, `not_found` for an
 * unknown wallet, `busy` when too many wait or the database cannot be reached (ask again: the repeat is a
 * replay), `internal` for anything else.
 */
export async function spend(request: SpendRequest): Promise<SpendResult> {
  const observer = getSpendObserver();
  if (!observer) return buy(request);
  const began = performance.now();
  let status = 'internal';
  try {
    const result = await buy(request);
    status = result.status;
    return result;
  } catch (error) {
    if (error instanceof DomainError) status = error.code;
    throw error;
  } finally {
    observer.answered(status, (performance.now() - began) / 1000);
  }
}

async function buy(request: SpendRequest): Promise<SpendResult> {
  const { walletId, itemId, seenPriceMicros } = request;
  for (const value of [walletId, itemId, seenPriceMicros])
    if (value < 1n || value > MAX_BIGINT) throw new DomainError('invalid_input');
  const settled = await laneOf(walletId).submit({ walletId, itemId, seenPriceMicros });
  if (settled.status === 'rejected') throw settled.reason;
  if (settled.value.status === 'wallet_unknown') throw new DomainError('not_found');
  return settled.value;
}

/** For shutdown: refuses new spends with `busy` and resolves when all accepted ones are answered. */
export async function drainSpends(): Promise<void> {
  await Promise.all(lanes.map((lane) => lane.drain()));
}

/**
 * Never rejects: each request has its own outcome. A batch that the database refuses, or that keeps
 * running into a conflict, is halved until the culprit is alone.
 */
async function serve(requests: SpendRequest[], tries = 0): Promise<PromiseSettledResult<SpendAnswer>[]> {
  try {
    const answers = await callSpend(requests);
    return answers.map((value) => ({ status: 'fulfilled', value }));
  } catch (error) {
    const failure = classifyDatabaseError(error);
    log.warn({ err: error, failure, requests: requests.length, tries }, 'a batch of spends failed');
    // The natural key makes a repeat a replay, so a lost answer is asked for again; once, because a server
    // that is down should be reported, not waited for.
    if (failure === 'lost' && tries === 0) return serve(requests, MAX_CONFLICTS);
    if (failure === 'conflict' && tries < MAX_CONFLICTS) return serve(requests, tries + 1);
    if ((failure === 'refused' || failure === 'conflict') && requests.length > 1) {
      const half = requests.length >> 1;
      const first = await serve(requests.slice(0, half));
      return first.concat(await serve(requests.slice(half)));
    }
    const reason = new DomainError(failure === 'refused' || failure === 'broken' ? 'internal' : 'busy', {
      cause: error,
    });
    return requests.map(() => ({ status: 'rejected', reason }));
  }
}
