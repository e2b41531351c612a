import { log } from '@/lib/core/log';
import { getRequestScope, type RequestScope } from '@/lib/core/request-scope';
import { toDomainError } from '@/lib/core/to-domain-error';

interface FailedRequest {
  path: string;
  method: string;
  headers: NodeJS.Dict<string | string[]>;
}

interface Place {
  routePath: string;
  routeType: string;
}

/** How Next begins what it says of the state of the browser's router when it cannot read it. */
const UNREADABLE = /^(The router state header|Multiple router state headers)/;

/**
 * Logs an error that reached Next, and says what the answer is instead of 500 (watchRequests writes it): 4xx
 * for what Next could not read, which is no fault of ours and hardly worth a line; 503 for a fault that
 * passes. `digest` is the reference that the error page shows; the query is left out because links in mails
 * carry secrets there.
 */
export function logRequestError(error: unknown, request: FailedRequest, place: Place): void {
  const scope = getRequestScope();
  const about = {
    digest: (error as { digest?: string } | null)?.digest,
    requestId: request.headers['x-request-id'],
    method: request.method,
    path: request.path.split('?')[0],
    route: place.routePath,
    err: error,
  };
  const status = statusOfUnreadable(error, request, place, scope);
  if (status !== null) {
    if (scope) scope.insteadOf500 = status;
    log.debug(about, 'a request could not be read');
  } else if (toDomainError(error).code === 'busy') {
    if (scope) scope.insteadOf500 = 503;
    log.warn(about, 'a request found us busy');
  } else {
    log.error(about, 'a request failed');
  }
}

/** The status of a request that failed before our code began, which is the sender's fault. Null: ours. */
function statusOfUnreadable(
  error: unknown,
  request: FailedRequest,
  place: Place,
  scope: RequestScope | undefined,
): number | null {
  if (error instanceof Error && UNREADABLE.test(error.message)) return 400;
  if (request.method !== 'POST' || place.routeType === 'route' || !scope || scope.isOurs) return null;
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : 400;
}
