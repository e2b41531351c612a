export interface StageResult {
  name: string;
  ok: boolean;
  seconds: number;
}

/** Runs one stage, prints its outcome in a line and, when it failed, what it said. Never throws. */
export async function runStage(name: string, run: () => Promise<unknown>): Promise<StageResult> {
  const began = Date.now();
  let failure: unknown;
  try {
    await run();
  } catch (error) {
    failure = error;
  }
  const seconds = (Date.now() - began) / 1000;
  process.stdout.write(`${failure ? '✗' : '✓'} ${name} (${seconds.toFixed(1)} s)\n`);
  if (failure) process.stdout.write(`${failure instanceof Error ? failure.message : String(failure)}\n`);
  return { name, ok: !failure, seconds };
}
