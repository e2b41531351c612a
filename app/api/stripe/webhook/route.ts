import { publicRoute } from '@/lib/entry/routes';
import { receiveWebhook } from '@/lib/entry/stripe-events';

/** Stripe's webhooks. The signature covers the raw bytes, so the body is read as text, not parsed. */
export const POST = publicRoute({ name: 'stripe-webhook' }, async ({ request }) => {
  const status = await receiveWebhook(await request.text(), request.headers.get('stripe-signature'));
  return Response.json({ received: status === 200 }, { status });
});
