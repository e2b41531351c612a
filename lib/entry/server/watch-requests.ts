import diagnostics from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { env } from '@/lib/core/env';
import { chooseRequestId } from '@/lib/core/http/request-id';
import { BUSY_RETRY_SECONDS } from '@/lib/core/http/status-of';
import { log } from '@/lib/core/log';
import { enterRequestScope, type RequestScope } from '@/lib/core/request-scope';
import { cleanRequest } from './clean-request';

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

type OnAnswer = (request: { method: string; path: string; status: number; seconds: number }) => void;

const began = new WeakMap<IncomingMessage, { at: number; requestId: string }>();

/**
 * Follows each request of this process's HTTP server from Node's own announcements: gives it its id, which is
 * then on every log line below it, and tells `onAnswer` when the answer is out. Where Next would say 500 of a
 * fault that passes or of a request that it cannot read, the answer is what logRequestError found. The query
 * is left out: links in mails carry secrets there.
 */
export function watchRequests(onAnswer: OnAnswer): void {
  diagnostics.subscribe('http.server.request.start', (message) => {
    const { request, response } = message as Exchange;
    cleanRequest(request, env.TRUSTED_PROXIES);
    const given = request.headers['x-request-id'];
    const requestId = chooseRequestId(typeof given === 'string' ? given : null, env.TRUSTED_PROXIES);
    request.headers['x-request-id'] = requestId;
    began.set(request, { at: performance.now(), requestId });
    const scope: RequestScope = {
      requestId,
      setStatus: (status) => {
        if (!response.headersSent) response.statusCode = status;
      },
    };
    answerInsteadOf500(response, scope);
    enterRequestScope(scope);
  });
  diagnostics.subscribe('http.server.response.finish', (message) => {
    const { request, response } = message as Exchange;
    const start = began.get(request);
    if (!start) return;
    const seconds = (performance.now() - start.at) / 1000;
    const path = (request.url ?? '').split('?')[0] ?? '';
    const { method = '' } = request;
    const { statusCode: status } = response;
    onAnswer({ method, path, status, seconds });
    log.debug(
      { requestId: start.requestId, method, path, status, ms: Math.round(seconds * 1000) },
      'answered',
    );
  });
}

function answerInsteadOf500(response: ServerResponse, scope: RequestScope): void {
  const writeHead = response.writeHead;
  response.writeHead = function (this: ServerResponse, status: number, ...rest: unknown[]) {
    const { insteadOf500 } = scope;
    if (status !== 500 || !insteadOf500) return Reflect.apply(writeHead, this, [status, ...rest]);
    if (insteadOf500 === 503) this.setHeader('retry-after', String(BUSY_RETRY_SECONDS));
    return Reflect.apply(writeHead, this, [insteadOf500, ...rest]);
  } as typeof writeHead;
}
