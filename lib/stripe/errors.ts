import 'server-only';
import Stripe from 'stripe';
import { DomainError } from '@/lib/errors';

const { errors } = Stripe;

/**
 * Stripe did not do what we asked for a reason that is not the reader's: it is down, slow, limits us or refuses our key.
 * Whether it did the work is not known unless the same idempotency key is asked again.
 */
export function isUnavailable(error: unknown): boolean {
  return (
    error instanceof errors.StripeConnectionError ||
    error instanceof errors.StripeAPIError ||
    error instanceof errors.StripeRateLimitError ||
    error instanceof errors.StripeAuthenticationError ||
    error instanceof errors.StripePermissionError
  );
}

/** Turns an unavailable Stripe into `payment_unavailable`; every other error is returned as it is. */
export function toDomainError(error: unknown): unknown {
  return isUnavailable(error) ? new DomainError('payment_unavailable', { cause: error }) : error;
}

/** Stripe has no object with the id that we gave (in `param`, where a call names several). */
export function isMissing(error: unknown, param?: string): boolean {
  return isRefused(error, param) && error.code === 'resource_missing';
}

/** Stripe refused one parameter. */
export function isRefused(
  error: unknown,
  param?: string,
): error is InstanceType<typeof errors.StripeInvalidRequestError> {
  return error instanceof errors.StripeInvalidRequestError && (!param || error.param === param);
}

/** The same idempotency key is being worked on by a request that runs now. */
export function isInProgress(error: unknown): boolean {
  return error instanceof errors.StripeIdempotencyError && error.code === 'idempotency_key_in_use';
}

/**
 * The answer belongs to an earlier request with this idempotency key and stays the same for a day, though it is of no use:
 * a stored failure of Stripe's own, or a complaint that the parameters differ. Only another key can go on.
 */
export function isKeyUsedUp(error: unknown): boolean {
  if (error instanceof errors.StripeIdempotencyError) return !isInProgress(error);
  return error instanceof errors.StripeAPIError && error.headers?.['idempotent-replayed'] === 'true';
}
