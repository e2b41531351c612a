import 'server-only';
import type Stripe from 'stripe';
import { env } from '@/lib/core/env';
import { stripe } from './client';
import { isKeyUsedUp } from './errors';

export interface CheckoutInput {
  topUpId: bigint;
  /** Names the top-up for Stripe's idempotency; a UUID. */
  requestKey: string;
  customerId: string;
  /** Minor units (cents, won). */
  amountMinor: number;
  currency: string;
  saveCard: boolean;
  expiresAt: Date;
  locale: 'en' | 'ko';
  /** What the payer reads on the page, in their language. */
  productName: string;
}

const MAX_KEYS = 3;

/**
 * A hosted Checkout page for one top-up. Asking again with the same request key gives the same page, also
 * when the first answer was lost. A key whose stored answer is of no use is left for the next one: a page
 * that it may have made was never shown to anyone, so it cannot be paid. Throws what the SDK throws.
 */
export async function createCheckoutSession(input: CheckoutInput): Promise<Stripe.Checkout.Session> {
  const params = buildParams(input);
  for (let attempt = 1; ; attempt += 1) {
    const suffix = attempt === 1 ? '' : `-${attempt}`;
    const idempotencyKey = `top-up-${input.requestKey}-${input.topUpId}${suffix}`;
    try {
      return await stripe().checkout.sessions.create(params, { idempotencyKey });
    } catch (error) {
      if (attempt === MAX_KEYS || !isKeyUsedUp(error)) throw error;
    }
  }
}

function buildParams(input: CheckoutInput): Stripe.Checkout.SessionCreateParams {
  const page = `${env.NEXTAUTH_URL.replace(/\/$/, '')}/wallet/top-ups/${input.topUpId}`;
  // A session's metadata does not reach its payment intent, so both carry it.
  const metadata = { top_up_id: String(input.topUpId), request_key: input.requestKey };
  return {
    mode: 'payment',
    ui_mode: 'hosted_page',
    submit_type: 'pay',
    locale: input.locale,
    customer: input.customerId,
    client_reference_id: String(input.topUpId),
    metadata,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: input.currency,
          unit_amount: input.amountMinor,
          product_data: { name: input.productName },
        },
      },
    ],
    payment_intent_data: {
      metadata,
      description: input.productName,
      ...(input.saveCard && { setup_future_usage: 'off_session' as const }),
    },
    // The wallet's currency is what is charged: a converted charge would not match what we wrote down.
    adaptive_pricing: { enabled: false },
    expires_at: Math.floor(input.expiresAt.getTime() / 1000),
    success_url: `${page}/return`,
    cancel_url: page,
  };
}
