/** Does the work for each thing, whatever became of those before it, and throws at the end. */
export async function eachAlone<T>(
  things: Iterable<T> | AsyncIterable<T>,
  work: (thing: T) => Promise<unknown>,
): Promise<void> {
  const faults: unknown[] = [];
  for await (const thing of things) {
    try {
      await work(thing);
    } catch (error) {
      faults.push(error);
    }
  }
  if (faults.length === 1) throw faults[0];
  if (faults.length > 1) throw new AggregateError(faults, `${faults.length} failed, the first: ${faults[0]}`);
}
