import { onTestFinished, vi } from 'vitest';

/** Stops the calendar until the test ends, so no limit's window ends meanwhile. Timers go on. */
export function freezeDate(): void {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}
