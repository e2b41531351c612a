import 'server-only';
import { ProcessorError, type ProcessorFault } from '../port/errors';
import type { Processor } from '../port/processor';
import { isInProgress, isKeyUsedUp, isMissing, isRefused, isStripeError, isUnavailable } from './errors';

/** The same functions, throwing the port's errors for the SDK's; what is not the SDK's stays as it is. */
export function translateErrors(functions: Processor): Processor {
  const translated = Object.entries(functions).map(([name, work]) => [name, translate(work)]);
  return Object.fromEntries(translated) as Processor;
}

function translate(work: (...args: never[]) => unknown) {
  return (...args: never[]): unknown => {
    const answer = work(...args);
    if (answer instanceof Promise) return answer.catch(rethrow);
    return isPages(answer) ? translatePages(answer) : answer;
  };
}

async function* translatePages(pages: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* pages;
  } catch (error) {
    rethrow(error);
  }
}

function isPages(answer: unknown): answer is AsyncIterable<unknown> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

function rethrow(error: unknown): never {
  const fault = faultOf(error);
  if (!fault || !(error instanceof Error)) throw error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  throw new ProcessorError(fault, code, error);
}

/** Null: it does not come from the SDK. */
export function faultOf(error: unknown): ProcessorFault | null {
  if (!(error instanceof Error && 'type' in error && String(error.type).startsWith('Stripe'))) return null;
  if (isInProgress(error)) return 'key_in_use';
  if (isKeyUsedUp(error)) return isUnavailable(error) ? 'stored_failure' : 'key_differs';
  if (isUnavailable(error)) return 'unreachable';
  if (isStripeError(error, 'StripeCardError')) return 'declined';
  if (isMissing(error) || (isRefused(error) && error.statusCode === 404)) return 'missing';
  return isRefused(error) ? 'refused' : 'passing';
}
