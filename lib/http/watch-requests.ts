import diagnostics from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { env } from '../env';
import { log } from '../log';
import { enterRequestScope } from '../request-scope';
import { cleanRequest } from './clean-request';
import { chooseRequestId } from './request-id';

interface Started {
  request: IncomingMessage;
}

interface Finished extends Started {
  response: ServerResponse;
}

type OnAnswer = (request: { method: string; path: string; status: number; seconds: number }) => void;

const began = new WeakMap<IncomingMessage, { at: number; requestId: string }>();

/**
 * Follows each request of this process's HTTP server from Node's own announcements: gives it its id, which is then on every
 * log line below it, and tells `onAnswer` when the answer is out. The query is left out: links in mails carry secrets there.
 */
export function watchRequests(onAnswer: OnAnswer): void {
  diagnostics.subscribe('http.server.request.start', (message) => {
    const { request } = message as Started;
    cleanRequest(request, env.TRUSTED_PROXIES);
    const given = request.headers['x-request-id'];
    const requestId = chooseRequestId(typeof given === 'string' ? given : null, env.TRUSTED_PROXIES);
    request.headers['x-request-id'] = requestId;
    began.set(request, { at: performance.now(), requestId });
    enterRequestScope({ requestId });
  });
  diagnostics.subscribe('http.server.response.finish', (message) => {
    const { request, response } = message as Finished;
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
