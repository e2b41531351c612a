import { log } from '../../core/log.ts';
import type { RunningServer } from './start-server.ts';

/** Ends the process at SIGTERM or SIGINT once its requests are answered. Exit code 1: not all were. */
export function endOnSignal(running: RunningServer): void {
  const end = async () => {
    const left = await running.end();
    if (left > 0) log.error({ requests: left }, 'requests were given up at the end of the server');
    process.exit(left > 0 ? 1 : 0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
}
