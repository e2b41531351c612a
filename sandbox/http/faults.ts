import type { Fault } from '../records.ts';
import { changeSettings, readSettings } from '../settings.ts';
import type { World } from '../world.ts';

/** Takes the first planned fault that matches the call, and counts it down. */
export function takeFault(world: World, method: string, path: string): Fault | null {
  const { faults } = readSettings(world.store);
  const matches = (fault: Fault) => path.startsWith(fault.path) && (fault.method ?? method) === method;
  const index = faults.findIndex(matches);
  const fault = faults[index];
  if (!fault) return null;
  const left = faults
    .map((one, place) => (place === index ? { ...one, times: one.times - 1 } : one))
    .filter((one) => one.times > 0);
  world.store.transaction(() => changeSettings(world.store, { faults: left }));
  return fault;
}

/** Waits, but not beyond the end of the sandbox. */
export function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stop.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    stop.addEventListener('abort', done);
    if (stop.aborted) done();
  });
}
