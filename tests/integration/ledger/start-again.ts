import { findFreePort } from '@/scripts/lib/find-free-port';
import { type RunningPostgres, startPostgres } from '@/scripts/lib/start-postgres';

/** Below the system's own ports: a connection could take one between a kill and the next start. */
const port = await findFreePort(20_000 + (process.pid % 8_000));

/**
 * Starts a server on `port`, and after a kill again where it was: its last processes may need a moment to
 * notice and let go.
 */
export async function startAgain(dir: string, settings?: Record<string, string>): Promise<RunningPostgres> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const started = await startPostgres({ dir, port, settings });
      if (started.port === port) return started;
      await started.stop();
      throw new Error(`the port ${port} is taken`);
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
