import type Stripe from 'stripe';

/** The `error` member of an error answer; see https://docs.stripe.com/api/errors. */
export interface ErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  advice_code?: string;
  network_decline_code?: string;
  doc_url?: string;
  request_log_url?: string;
  charge?: string;
  payment_intent?: Stripe.PaymentIntent;
  payment_method?: Stripe.PaymentMethod;
  setup_intent?: Stripe.SetupIntent;
}

interface ApiErrorOptions {
  /** The call never began: nothing is stored under its idempotency key. */
  beforeExecution?: boolean;
  /** What the handler wrote stays, such as the failed charge of a declined card. */
  keepsWork?: boolean;
}

/** A refusal in Stripe's shape. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
    readonly options: ApiErrorOptions = {},
  ) {
    super(body.message);
  }
}

export function docUrl(code: string): string {
  return `https://docs.stripe.com/error-codes/${code.replaceAll('_', '-')}`;
}

/** 400: a parameter is wrong, or the object's state does not allow the call. */
export function invalidRequest(message: string, details: { code?: string; param?: string } = {}): ApiError {
  return new ApiError(400, {
    type: 'invalid_request_error',
    message,
    ...details,
    ...(details.code && { doc_url: docUrl(details.code) }),
  });
}

/** As `invalidRequest`, for what is refused before the call begins. */
export function invalidParameter(message: string, details: { code?: string; param?: string } = {}): ApiError {
  const { status, body } = invalidRequest(message, details);
  return new ApiError(status, body, { beforeExecution: true });
}

/** An id that names nothing: 404 for the id in the path, 400 for one in a parameter, as at Stripe. */
export function resourceMissing(kind: string, id: string, param: string): ApiError {
  const { body } = invalidRequest(`No such ${kind}: '${id}'`, { code: 'resource_missing', param });
  return new ApiError(param === 'id' ? 404 : 400, body);
}

/** 402: the card was refused. What the attempt wrote (the failed charge) stays. */
export function cardDeclined(body: ErrorBody): ApiError {
  return new ApiError(402, body, { keepsWork: true });
}

export function internalError(): ApiError {
  return new ApiError(500, {
    type: 'api_error',
    message: 'An unknown error occurred in the Stripe sandbox. Its log has the details.',
  });
}

/** As `resourceMissing`, for the id in the path or body of an API v2 call. */
export function resourceMissingV2(kind: string, id: string): ApiError {
  const message = `The requested ${kind} '${id}' was not found.`;
  return new ApiError(404, { type: 'invalid_request_error', code: 'not_found', message });
}
