import type { Instrumentation } from 'next';

/** Once, when the server starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { checkEnvAtStart } = await import('./lib/check-env-at-start');
    checkEnvAtStart();
    const { registerMetrics } = await import('./lib/metrics/register-metrics');
    // The build's own folder is no setting of the platform, so it is not in lib/env.ts (see next.config.js).
    registerMetrics(process.env.FARTHING_DIST_DIR ?? '.next');
    const { drainSpends } = await import('./lib/ledger/spend');
    const { onServerEnd } = await import('./lib/http/server-end');
    // Whoever asked may be gone by then; what the ledger has accepted is still finished.
    onServerEnd('answered', drainSpends);
  }
}

/** What no action and no route has turned into an answer. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { logRequestError } = await import('./lib/log-request-error');
    logRequestError(error, request, context);
  }
};
