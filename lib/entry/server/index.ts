export { checkEnvAtStart } from './check-env-at-start';
export { endOnSignal } from './end-on-signal';
export { logRequestError } from './log-request-error';
export { type Handler, startServer } from './start-server';
export { watchRequests } from './watch-requests';
