/** `closing`: once the server is told to stop. `answered`: when all that it accepted is answered. */
type Stage = 'closing' | 'answered';

type Work = () => unknown;

// On globalThis: the server bundles this module more than once, and what ends it must reach every copy's
// work.
const kept = globalThis as unknown as { farthingServerEnd?: Record<Stage, Set<Work>> };

function works(stage: Stage): Set<Work> {
  kept.farthingServerEnd ??= { closing: new Set(), answered: new Set() };
  return kept.farthingServerEnd[stage];
}

/** Does `work` once when this process's server ends, at that stage. */
export function onServerEnd(stage: Stage, work: Work): void {
  works(stage).add(work);
}

/** Does all that was asked for. Rejects with the first failure, when all have ended. */
export async function runServerEnd(stage: Stage): Promise<void> {
  const due = [...works(stage)];
  works(stage).clear();
  const ended = await Promise.allSettled(due.map(async (work) => work()));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}
