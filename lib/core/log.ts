import pino, { type LoggerOptions } from 'pino';
import { LOG_LEVEL } from './env.ts';
import { hideSecrets } from './hide-secrets.ts';
import { getRequestScope } from './request-scope.ts';

/** Exported for the test that shows what never gets into a line. */
export const LOG_OPTIONS: LoggerOptions = {
  base: undefined,
  // Every line of a request or job can be found by its id.
  mixin: () => ({ ...getRequestScope() }),
  formatters: { log: (given) => hideSecrets(given) as Record<string, unknown> },
  // An error is plain data by then; without a message of ours, its own stands for it.
  serializers: { err: (given: unknown) => given, msg: hideSecrets },
};

/** Structured logs on standard output. Never log bodies, tokens, passwords or whole rows. */
export const log = pino({ ...LOG_OPTIONS, level: LOG_LEVEL });
