import 'server-only';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export type Metrics = ReturnType<typeof makeMetrics>;

// On globalThis: the server bundles this module more than once, and all copies must count into the same
// figures.
const kept = globalThis as unknown as { farthingMetrics?: Metrics };

/** The figures of this process, made on first use. */
export function getMetrics(): Metrics {
  kept.farthingMetrics ??= makeMetrics();
  return kept.farthingMetrics;
}

function makeMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'farthing_' });
  const histogram = <L extends string>(name: string, help: string, labelNames: L[], buckets = SECONDS) =>
    new Histogram({ name: `farthing_${name}`, help, labelNames, buckets, registers });
  const counter = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Counter({ name: `farthing_${name}`, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: L[] = []) =>
    new Gauge({ name: `farthing_${name}`, help, labelNames, registers });
  return {
    registry,
    // of this process
    unlocks: counter('unlocks_total', 'Spend requests answered, by status', ['status']),
    spendSeconds: histogram('spend_seconds', 'From a spend request to its answer', []),
    batchSize: histogram(
      'spend_batch_size',
      'Requests that went to the database in one call',
      [],
      [1, 2, 4, 8, 16, 32, 64, 128, 256, 512],
    ),
    queueLength: gauge('spend_queue_length', 'Spend requests that wait for the next batch'),
    httpSeconds: histogram('http_request_seconds', 'From a request to the end of its answer', [
      'method',
      'route',
      'status',
    ]),
    actionSeconds: histogram('action_seconds', 'Server actions', ['action', 'outcome']),
    webhookLag: histogram(
      'webhook_lag_seconds',
      'From the making of an event at Stripe to the end of its handling here',
      ['type', 'outcome'],
      [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600, 86_400],
    ),
    cspReports: counter('csp_reports_total', 'What the policy of pages stopped, as browsers report it', [
      'directive',
    ]),
    // of the whole platform, read from the database at each scrape
    databaseUp: gauge('database_up', 'Whether the figures below could be read'),
    jobs: gauge('jobs', 'Background jobs by state', ['task', 'state']),
    jobLag: gauge('job_lag_seconds', 'How long the oldest job that is due has waited', ['task']),
    jobRuns: counter('job_runs_total', 'Background jobs that ended', ['task']),
    jobFailures: counter('job_failures_total', 'Background jobs that failed', ['task']),
    heartbeatAge: gauge('worker_heartbeat_age_seconds', 'Since a worker was last heard of; -1: never'),
    webhooksOpen: gauge('webhooks_unhandled', 'Events of Stripe that were received and not handled yet'),
    webhooksOldest: gauge('webhooks_unhandled_age_seconds', 'Age of the oldest of them'),
    difference: gauge(
      'trial_balance_difference_micros',
      'Stored balances against the sums of their transfers, as the last check found them',
      ['currency'],
    ),
    lawsBroken: gauge('ledger_laws_broken', 'Laws of the ledger that did not hold at the last check'),
    checkedAt: gauge('ledger_checked_timestamp_seconds', 'When that check ended; 0: never'),
    supportOpen: gauge('support_requests_open', 'Requests for help that wait for an admin'),
    supportOldest: gauge('support_first_answer_age_seconds', 'Age of the oldest that nobody has answered'),
  };
}
