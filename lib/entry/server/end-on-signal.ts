import { log } from '../../core/log.ts';
import type { RunningServer } from './start-server.ts';

/** Ends the process when it is told to: by SIGTERM or SIGINT, when what it had accepted is answered. Exit code 1: not all of it. */
export function endOnSignal(running: RunningServer): void {
  const end = async () => {
    const left = await running.end();
    if (left > 0) log.error({ requests: left }, 'requests were given up at the end of the server');
    process.exit(left > 0 ? 1 : 0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
}
