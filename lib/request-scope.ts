import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known of the request or job in hand anywhere below it, without passing it on. */
export interface RequestScope {
  requestId: string;
  /** A fault that passes kept the request from its answer: what would be 500 is 503. */
  isBusy?: boolean;
  /** Sets the status of the answer, until its head is out. */
  setStatus?: (status: number) => void;
}

// On globalThis: the server bundles this module more than once, and all copies must look at the same storage.
const kept = globalThis as unknown as { farthingRequestScope?: AsyncLocalStorage<RequestScope> };

function storage(): AsyncLocalStorage<RequestScope> {
  kept.farthingRequestScope ??= new AsyncLocalStorage();
  return kept.farthingRequestScope;
}

/** Runs `work` as the request or job of this id. */
export function inRequestScope<T>(scope: RequestScope, work: () => T): T {
  return storage().run(scope, work);
}

/** From here to the end of this turn and of all that it starts: for a listener, which cannot wrap what comes after it. */
export function enterRequestScope(scope: RequestScope): void {
  storage().enterWith(scope);
}

export function getRequestScope(): RequestScope | undefined {
  return storage().getStore();
}
