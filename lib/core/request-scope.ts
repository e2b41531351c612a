import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known of the request or job in hand anywhere below it, without passing it on. */
export interface RequestScope {
  requestId: string;
  /** Code of ours was reached: an action or a page, after Next had read what was sent. */
  isOurs?: boolean;
  /** What the answer is where Next itself would say 500: see logRequestError. */
  insteadOf500?: number;
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

/** From here to the end of this turn and all it starts: for a listener, which can't wrap what follows. */
export function enterRequestScope(scope: RequestScope): void {
  storage().enterWith(scope);
}

export function getRequestScope(): RequestScope | undefined {
  return storage().getStore();
}

/** Called where an action or a page begins: what fails from here on is no fault of the request's form. */
export function noteOurs(): void {
  const scope = getRequestScope();
  if (scope) scope.isOurs = true;
}
