import { log } from './log';
import { getRequestScope } from './request-scope';
import { toDomainError } from './to-domain-error';

interface FailedRequest {
  path: string;
  method: string;
  headers: NodeJS.Dict<string | string[]>;
}

/**
 * Logs an error that reached Next. `digest` is the reference that the error page shows; the query is left out because
 * links in mails carry secrets there. A fault that passes marks the request, so that its answer is 503 (see watchRequests).
 */
export function logRequestError(error: unknown, request: FailedRequest, routePath: string): void {
  const digest = (error as { digest?: string } | null)?.digest;
  const isBusy = toDomainError(error).code === 'busy';
  const scope = getRequestScope();
  if (isBusy && scope) scope.isBusy = true;
  log[isBusy ? 'warn' : 'error'](
    {
      digest,
      requestId: request.headers['x-request-id'],
      method: request.method,
      path: request.path.split('?')[0],
      route: routePath,
      err: error,
    },
    isBusy ? 'a request found us busy' : 'a request failed',
  );
}
