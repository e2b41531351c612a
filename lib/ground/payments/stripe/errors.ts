import 'server-only';
import type Stripe from 'stripe';

type Kinds = typeof Stripe.errors;

/** By the name the SDK writes on its errors, not by class: a process may hold several copies of it. */
export function isStripeError<K extends keyof Kinds & `Stripe${string}`>(
  error: unknown,
  kind: K,
): error is InstanceType<Kinds[K]> {
  return error instanceof Error && 'type' in error && error.type === kind;
}

/** Stripe failed for no fault of the reader's. Whether it did the work is known only by the same key. */
export function isUnavailable(error: unknown): boolean {
  return (
    isStripeError(error, 'StripeConnectionError') ||
    isStripeError(error, 'StripeAPIError') ||
    isStripeError(error, 'StripeRateLimitError') ||
    isStripeError(error, 'StripeAuthenticationError') ||
    isStripeError(error, 'StripePermissionError')
  );
}

/** Stripe will refuse this call however often it is asked. Limits, conflicts and our key do pass. */
export function isPermanent(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isPermanent);
  if (isStripeError(error, 'StripeCardError')) return true;
  return isStripeError(error, 'StripeInvalidRequestError') && !PASSING.includes(error.statusCode ?? 400);
}

/** Told as a refused request all the same: too slow, in conflict, locked, too many. */
const PASSING = [408, 409, 423, 425, 429];

/** Stripe has no object with the id that we gave (in `param`, where a call names several). */
export function isMissing(error: unknown, param?: string): boolean {
  return isRefused(error, param) && error.code === 'resource_missing';
}

/** Stripe refused one parameter, for good. */
export function isRefused(
  error: unknown,
  param?: string,
): error is InstanceType<Kinds['StripeInvalidRequestError']> {
  return (
    isStripeError(error, 'StripeInvalidRequestError') &&
    isPermanent(error) &&
    (!param || error.param === param)
  );
}

/** The same idempotency key is being worked on by a request that runs now. */
export function isInProgress(error: unknown): boolean {
  return isStripeError(error, 'StripeIdempotencyError') && error.code === 'idempotency_key_in_use';
}

/**
 * The answer belongs to an earlier request with this idempotency key and stays the same for a day, though it
 * is of no use: a stored failure of Stripe's own, or a complaint that the parameters differ. Only another key
 * can go on.
 */
export function isKeyUsedUp(error: unknown): boolean {
  if (isStripeError(error, 'StripeIdempotencyError')) return !isInProgress(error);
  return isStripeError(error, 'StripeAPIError') && error.headers?.['idempotent-replayed'] === 'true';
}
