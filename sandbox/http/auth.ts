import { ApiError } from './errors.ts';

const HOW =
  'You need to provide your API key in the Authorization header, using Bearer auth (e.g. ' +
  '"Authorization: Bearer YOUR_SECRET_KEY"). See https://docs.stripe.com/api#authentication for ' +
  'details.';

/** Accepts any key of Stripe's test form (`sk_test_…`, `rk_test_…`), Bearer or Basic; no live key. */
export function requireTestKey(header: string | undefined): void {
  const key = keyOf(header ?? '');
  if (!key) throw unauthorized(`You did not provide an API key. ${HOW}`);
  if (/^[sr]k_test_\w+$/.test(key)) return;
  if (/^[sr]k_live_/.test(key)) {
    throw unauthorized(
      'A live key was sent to the Stripe sandbox. Live keys belong to Stripe alone; use a test key here.',
    );
  }
  throw unauthorized(`Invalid API Key provided: ${mask(key)}`);
}

function keyOf(header: string): string {
  const [scheme, value] = header.split(' ', 2);
  if (scheme?.toLowerCase() === 'bearer') return value ?? '';
  if (scheme?.toLowerCase() !== 'basic') return '';
  return (
    Buffer.from(value ?? '', 'base64')
      .toString('utf8')
      .split(':')[0] ?? ''
  );
}

function mask(key: string): string {
  return key.length <= 12 ? '*'.repeat(key.length) : `${key.slice(0, 8)}${'*'.repeat(8)}${key.slice(-4)}`;
}

function unauthorized(message: string): ApiError {
  return new ApiError(401, { type: 'invalid_request_error', message }, { beforeExecution: true });
}
