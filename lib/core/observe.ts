/** Told what actions and webhooks do, for metrics. It must not throw and must not wait. */
export interface Observer {
  /** `outcome`: "ok", or the code of the failure. */
  action(name: string, outcome: string, seconds: number): void;
  /** From the moment Stripe made the event until its handling ended. */
  webhook(type: string, outcome: 'handled' | 'failed', lagSeconds: number): void;
  /** A browser says that a page's policy stopped something. */
  cspReport(directive: string): void;
}

// On globalThis: the server bundles this module more than once, and a registration must reach every copy.
const kept = globalThis as unknown as { farthingObserver?: Observer };

export function registerObserver(observer: Observer | undefined): void {
  kept.farthingObserver = observer;
}

export function getObserver(): Observer | undefined {
  return kept.farthingObserver;
}
