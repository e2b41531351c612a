/** The web server around Next: its start, its end, and what it refuses at the door. */

export { checkEnvAtStart } from './check-env-at-start';
export { endOnSignal } from './end-on-signal';
export { logRequestError } from './log-request-error';
export { type Handler, startServer } from './start-server';
export { watchRequests } from './watch-requests';
