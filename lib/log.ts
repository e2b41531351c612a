import pino from 'pino';
import { getRequestScope } from './request-scope.ts';

/** Structured logs on standard output. Never log bodies, tokens, passwords or whole rows. LOG_LEVEL is read here because a fault of the environment must be loggable too. */
export const log = pino({
  level: process.env.LOG_LEVEL || 'info',
  base: undefined,
  // Every line of a request or job can be found by its id.
  mixin: () => ({ ...getRequestScope() }),
  redact: {
    paths: [
      'password',
      'passwordHash',
      'token',
      'secret',
      'authorization',
      'cookie',
      '*.password',
      '*.passwordHash',
      '*.token',
      '*.secret',
      '*.authorization',
      '*.cookie',
    ],
    censor: '[hidden]',
  },
});
