/** Runs `job(0) … job(total - 1)`, `concurrency` at a time. Resolves to jobs per second. */
export async function ratePerSecond(
  concurrency: number,
  total: number,
  job: (k: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  const worker = async () => {
    while (next < total) await job(next++);
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: concurrency }, worker));
  return total / ((performance.now() - start) / 1000);
}

/** Milliseconds of `count` jobs, one after the other, in ascending order. */
export async function latenciesMs(count: number, job: (k: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let k = 0; k < count; k += 1) {
    const start = performance.now();
    await job(k);
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}

export function quantile(ascending: number[], q: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(q * ascending.length))] ?? Number.NaN;
}

export function median(values: number[]): number {
  const ascending = values.toSorted((a, b) => a - b);
  const middle = ascending.length >> 1;
  const high = ascending[middle] ?? Number.NaN;
  return ascending.length % 2 ? high : ((ascending[middle - 1] ?? high) + high) / 2;
}
