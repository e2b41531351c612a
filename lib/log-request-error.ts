import { log } from './log';

interface FailedRequest {
  path: string;
  method: string;
  headers: NodeJS.Dict<string | string[]>;
}

/**
 * Logs an error that reached Next. `digest` is the reference that the error page shows; the query is left out because
 * links in mails carry secrets there.
 */
export function logRequestError(error: unknown, request: FailedRequest, routePath: string): void {
  const digest = (error as { digest?: string } | null)?.digest;
  log.error(
    {
      digest,
      requestId: request.headers['x-request-id'],
      method: request.method,
      path: request.path.split('?')[0],
      route: routePath,
      err: error,
    },
    'a request failed',
  );
}
