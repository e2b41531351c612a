import 'server-only';
import { registerObserver } from '@/lib/core/observe';
import { watchRequests } from '@/lib/entry/server';
import { observeSpends } from '@/lib/ground/ledger';
import { getMetrics } from './get-metrics';
import { readRoutes, routeOf } from './route-of';

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Once, when the server starts: from then on everything is counted. `distDir` is where the build lies. */
export function registerMetrics(distDir: string): void {
  const metrics = getMetrics();
  observeSpends({
    queued: (change) => metrics.queueLength.inc(change),
    batched: (size) => metrics.batchSize.observe(size),
    answered(status, seconds) {
      metrics.unlocks.inc({ status });
      metrics.spendSeconds.observe(seconds);
    },
  });
  registerObserver({
    action: (action, outcome, seconds) => metrics.actionSeconds.observe({ action, outcome }, seconds),
    webhook: (type, outcome, lag) => metrics.webhookLag.observe({ type, outcome }, Math.max(lag, 0)),
    cspReport: (directive) => metrics.cspReports.inc({ directive }),
  });
  const routes = readRoutes(distDir);
  watchRequests(({ method, path, status, seconds }) => {
    const labels = { method: METHODS.has(method) ? method : 'other', route: routeOf(path, routes), status };
    metrics.httpSeconds.observe(labels, seconds);
  });
}
