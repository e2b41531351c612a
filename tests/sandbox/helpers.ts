import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { onTestFinished } from 'vitest';
import { DEFAULT_WEBHOOK_SECRET, type SandboxOptions, startSandbox } from '../../sandbox/server.ts';

/** The official client, pointed at a sandbox. No retries of its own: a test sees each answer. */
export function clientFor(url: string, config: Stripe.StripeConfig = {}): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe('sk_test_sandbox', {
    host: hostname,
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    ...config,
  });
}

/** A sandbox of one test: in memory unless a state path is given, gone when the test ends. */
export async function openSandbox(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ retryDelaysMs: [20, 20, 40], ...options });
  onTestFinished(() => sandbox.close());
  const control = async (path: string, body: unknown = {}): Promise<Response> =>
    fetch(`${sandbox.url}/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) });
  return { ...sandbox, stripe: clientFor(sandbox.url), control };
}

export type OpenSandbox = Awaited<ReturnType<typeof openSandbox>>;

/** An app that receives webhooks: checks signatures with the official client, answers as told. */
export async function openReceiver(answer: (count: number) => number = () => 200) {
  const events: Stripe.Event[] = [];
  const requests: { headers: IncomingMessage['headers']; body: string }[] = [];
  const stripe = new Stripe('sk_test_unused');
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    requests.push({ headers: request.headers, body });
    const status = answer(requests.length);
    if (status === 200) {
      const signature = String(request.headers['stripe-signature']);
      events.push(stripe.webhooks.constructEvent(body, signature, DEFAULT_WEBHOOK_SECRET));
    }
    response.writeHead(status).end();
  };
  const server = createServer((request, response) => void receive(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhook`,
    events,
    requests,
    types: () => events.map((event) => event.type),
  };
}

/** Waits until a condition holds; fails after 20 seconds, which only a lost event takes. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The error that a call must end with. */
export async function errorOf(
  call: Promise<unknown>,
): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  const outcome = await call.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('error' in outcome && outcome.error instanceof Stripe.errors.StripeError) return outcome.error;
  throw new Error(`Expected a Stripe error, but got ${JSON.stringify(outcome)}`);
}

export const TOP_UP: Stripe.Checkout.SessionCreateParams = {
  mode: 'payment',
  ui_mode: 'hosted_page',
  success_url: 'http://localhost:3000/wallet/done?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://localhost:3000/wallet',
  line_items: [
    {
      quantity: 1,
      price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'Wallet top-up' } },
    },
  ],
};

interface PayFields {
  [field: string]: string;
}

const GOOD_CARD: PayFields = {
  method: 'card',
  number: '4242 4242 4242 4242',
  expiry: '12 / 34',
  cvc: '123',
  name: 'Ada Reader',
  email: 'reader@example.com',
};

/** Posts the hosted page's form as a browser does; redirects are not followed. */
export async function submit(sandbox: OpenSandbox, path: string, fields: PayFields): Promise<Response> {
  return fetch(`${sandbox.url}${path}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
}

export async function pay(
  sandbox: OpenSandbox,
  session: { id: string },
  fields: PayFields = {},
): Promise<Response> {
  return submit(sandbox, `/c/pay/${session.id}`, { ...GOOD_CARD, ...fields });
}

/** A customer whose card was saved with consent for later charges. */
export async function customerWithCard(stripe: Stripe, card = 'pm_card_visa') {
  const customer = await stripe.customers.create({ email: 'reader@example.com' });
  const method = await stripe.paymentMethods.attach(card, { customer: customer.id });
  return { customer, method };
}

/** The call of an automatic top-up: nobody is there. */
export function offSession(customer: string, method: string, amount = 500): Stripe.PaymentIntentCreateParams {
  return {
    amount,
    currency: 'usd',
    customer,
    payment_method: method,
    off_session: true,
    confirm: true,
    payment_method_options: { card: { stored_credential_usage: 'unscheduled' } },
    expand: ['latest_charge.balance_transaction'],
  };
}
