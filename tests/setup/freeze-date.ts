import { onTestFinished, vi } from 'vitest';

/** Stops the calendar until the test ends, so that no limit's window ends while its tries are counted. Timers go on. */
export function freezeDate(): void {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}
