import 'server-only';
import Stripe from 'stripe';
import { env } from '@/lib/core/env';

// A person waits for the answer: two tries of eight seconds are the most that a form should take.
const TIMEOUT_MS = 8_000;
const RETRIES = 1;

let client: Stripe | undefined;

/** The one Stripe client, made on first use because the SDK refuses to exist without a key. */
export function stripe(): Stripe {
  client ??= new Stripe(env.STRIPE_SECRET_KEY, {
    ...sandboxAddress(),
    timeout: TIMEOUT_MS,
    maxNetworkRetries: RETRIES,
    telemetry: false,
    appInfo: { name: 'Farthing' },
  });
  return client;
}

function sandboxAddress(): { host: string; port: string; protocol: 'http' | 'https' } | undefined {
  if (!env.STRIPE_API_BASE) return undefined;
  if (env.APP_ENV === 'production')
    throw new Error('STRIPE_API_BASE is for the local sandbox and is refused in production.');
  const { protocol, hostname, port } = new URL(env.STRIPE_API_BASE);
  const scheme = protocol === 'https:' ? 'https' : 'http';
  return { host: hostname, port: port || (scheme === 'https' ? '443' : '80'), protocol: scheme };
}
