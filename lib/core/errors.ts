/** Failures that a person can meet and understand. `lib` throws them; `lib/entry` turns them into answers. */
export const ERROR_CODES = [
  'invalid_input',
  'signed_out',
  'not_found',
  'too_many_requests',
  'busy',
  'payment_unavailable',
  'internal',
  // spending
  'insufficient_funds',
  'price_changed',
  'limit_reached',
  'wallet_frozen',
  'item_unavailable',
  'refund_window_over',
  'refund_quota_used',
  'licence_key_shown',
  'already_refunded',
  'own_item',
  'sold_out',
  // top-up
  'amount_invalid',
  'amount_out_of_range',
  'balance_cap_reached',
  // publishing
  'edit_conflict',
  'import_repeats',
  'not_ready',
  'wrong_state',
  // media
  'upload_too_large',
  'upload_not_image',
  'upload_not_sound',
  'upload_not_video',
  'upload_not_download',
  'upload_broken',
  'upload_too_many_pixels',
  'upload_too_slim',
  'storage_full',
  'file_in_use',
  // payouts
  'payout_below_minimum',
  'payout_too_large',
  'payout_not_verified',
  'payouts_frozen',
  'payout_in_flight',
  'payout_bank_failed',
  // identity
  'email_taken',
  'weak_password',
  'wrong_password',
  'wrong_code',
  'proof_needed',
  'proof_impossible',
  // the back office
  'last_owner',
  'address_not_proved',
  'own_account',
  'above_own_role',
  'second_factor_needed',
  'second_admin_needed',
  'already_asked',
  'gifts_repeat',
  'file_repeats',
  'already_decided',
  'request_expired',
  'balance_changed',
  'exceeds_balance',
  'attachment_needed',
  'already_reversed',
  'file_unsuitable',
  'refund_too_large',
  'nothing_to_refund',
  'over_own_limit',
  'creator_short',
  'evidence_closed',
  'already_running',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What every server action returns. `message` is in the reader's language. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | {
      ok: false;
      code: ErrorCode;
      message: string;
      fieldErrors?: Record<string, string>;
      details?: Record<string, string>;
    };

interface DomainErrorOptions {
  /** For logs; never shown. */
  cause?: unknown;
  /** Strings that the interface needs to explain the failure, for example the new price in micros. */
  details?: Record<string, string>;
  fieldErrors?: Record<string, string>;
}

const BRAND = Symbol.for('farthing.DomainError');

/** By a brand, also in `instanceof`: the server bundles this module more than once. */
export function isDomainError(value: unknown): value is DomainError {
  return typeof value === 'object' && value !== null && BRAND in value;
}

export class DomainError extends Error {
  readonly [BRAND] = true;
  readonly code: ErrorCode;
  readonly details?: Record<string, string>;
  readonly fieldErrors?: Record<string, string>;

  constructor(code: ErrorCode, options: DomainErrorOptions = {}) {
    super(code, { cause: options.cause });
    this.name = 'DomainError';
    this.code = code;
    this.details = options.details;
    this.fieldErrors = options.fieldErrors;
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return isDomainError(value);
  }
}
