import type { ErrorCode } from '../errors';

/** What is not named here is 400: the person can put it right and ask again. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  signed_out: 401,
  insufficient_funds: 402,
  limit_reached: 403,
  wallet_frozen: 403,
  own_item: 403,
  proof_needed: 403,
  proof_impossible: 403,
  second_factor_needed: 403,
  above_own_role: 403,
  not_found: 404,
  item_unavailable: 404,
  price_changed: 409,
  sold_out: 409,
  edit_conflict: 409,
  wrong_state: 409,
  already_running: 409,
  upload_too_large: 413,
  storage_full: 413,
  upload_not_image: 415,
  upload_not_sound: 415,
  upload_not_video: 415,
  upload_not_download: 415,
  upload_broken: 422,
  upload_too_many_pixels: 422,
  upload_too_slim: 422,
  too_many_requests: 429,
  internal: 500,
  busy: 503,
  payment_unavailable: 503,
};

export const BUSY_RETRY_SECONDS = 2;

/** In seconds: when to ask again. */
const RETRY_AFTER: Partial<Record<ErrorCode, number>> = {
  too_many_requests: 60,
  busy: BUSY_RETRY_SECONDS,
  payment_unavailable: 30,
};

/** The status with which every route answers a failure, and when to ask again where that helps. */
export function statusOf(code: ErrorCode): { status: number; headers: Record<string, string> } {
  const seconds = RETRY_AFTER[code];
  return { status: STATUS[code] ?? 400, headers: seconds ? { 'retry-after': String(seconds) } : {} };
}
