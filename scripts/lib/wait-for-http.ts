/** Waits until `url` answers at all. Throws after `timeoutMs`. */
export async function waitForHttp(url: string, timeoutMs = 60_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    try {
      await fetch(url, { signal: AbortSignal.timeout(10_000), redirect: 'manual' });
      return;
    } catch (error) {
      if (Date.now() > end) throw new Error(`${url} does not answer.`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
