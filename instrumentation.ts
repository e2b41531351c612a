import type { Instrumentation } from 'next';

// Loaded when the server starts, where Node's own modules are.
let noteError: typeof import('./lib/entry/server').logRequestError | undefined;

/** Once, when the server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { checkEnvAtStart } = await import('./lib/entry/server');
    checkEnvAtStart();
    noteError = (await import('./lib/entry/server')).logRequestError;
    const { registerMetrics } = await import('./lib/entry/metrics');
    // The build's own folder is no setting of the platform, so it is not in lib/core/env.ts (see
    // next.config.js).
    registerMetrics(process.env.FARTHING_DIST_DIR ?? '.next');
    const { drainSpends } = await import('./lib/ground/ledger');
    const { onServerEnd } = await import('./lib/core/http/server-end');
    // Anyone who asked may be gone by then; what the ledger has accepted is still finished.
    onServerEnd('answered', drainSpends);
  }
}

/** What no action or route turned into an answer. Not async: the status is chosen before the head is sent. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  noteError ??= (await import('./lib/entry/server')).logRequestError;
  noteError(error, request, context);
};
