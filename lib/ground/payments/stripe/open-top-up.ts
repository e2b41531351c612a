import 'server-only';
import type Stripe from 'stripe';
import { env } from '@/lib/core/env';
import { toMinorUnits } from '@/lib/core/money';
import type { TopUpOffer, TopUpPage } from '../port/top-ups';
import { stripe } from './client';
import { getOrCreateCustomer, replaceCustomer } from './customers';
import { isKeyUsedUp, isMissing, isRefused } from './errors';

const MAX_KEYS = 3;

/** A hosted Checkout page. */
export async function openTopUp(offer: TopUpOffer): Promise<TopUpPage | null> {
  try {
    return await openForCustomer(offer);
  } catch (error) {
    if (isRefused(error, 'expires_at')) return null;
    throw error;
  }
}

async function openForCustomer(offer: TopUpOffer): Promise<TopUpPage> {
  const customerId = await getOrCreateCustomer(offer.userId);
  try {
    return await createSession(offer, customerId);
  } catch (error) {
    if (!isMissing(error, 'customer')) throw error;
    return createSession(offer, await replaceCustomer(offer.userId, customerId));
  }
}

export async function closeTopUp(sessionRef: string): Promise<void> {
  await stripe().checkout.sessions.expire(sessionRef);
}

/** Leaves a key with a useless answer for the next: nobody ever saw the page it may have made. */
async function createSession(offer: TopUpOffer, customerId: string): Promise<TopUpPage> {
  const params = buildParams(offer, customerId);
  for (let attempt = 1; ; attempt += 1) {
    const suffix = attempt === 1 ? '' : `-${attempt}`;
    const idempotencyKey = `top-up-${offer.topUp.requestKey}-${offer.topUp.id}${suffix}`;
    try {
      const { id, url } = await stripe().checkout.sessions.create(params, { idempotencyKey });
      return { sessionRef: id, url };
    } catch (error) {
      if (attempt === MAX_KEYS || !isKeyUsedUp(error)) throw error;
    }
  }
}

function buildParams(offer: TopUpOffer, customerId: string): Stripe.Checkout.SessionCreateParams {
  const { topUp, currency, productName } = offer;
  const page = `${env.NEXTAUTH_URL.replace(/\/$/, '')}/wallet/top-ups/${topUp.id}`;
  // A session's metadata does not reach its payment intent, so both carry it.
  const metadata = { top_up_id: String(topUp.id), request_key: topUp.requestKey };
  return {
    mode: 'payment',
    ui_mode: 'hosted_page',
    submit_type: 'pay',
    locale: offer.locale,
    customer: customerId,
    client_reference_id: String(topUp.id),
    metadata,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency,
          unit_amount: toMinorUnits(offer.amountMicros, currency),
          product_data: { name: productName },
        },
      },
    ],
    payment_intent_data: {
      metadata,
      description: productName,
      ...(offer.saveCard && { setup_future_usage: 'off_session' as const }),
    },
    // The wallet's currency is what is charged: a converted charge would not match what we wrote down.
    adaptive_pricing: { enabled: false },
    expires_at: Math.floor(offer.expiresAt.getTime() / 1000),
    success_url: `${page}/return`,
    cancel_url: page,
  };
}
