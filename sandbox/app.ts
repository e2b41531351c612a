import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { connectControlRoutes } from './control/connect-routes.ts';
import { controlRoutes } from './control/control-routes.ts';
import { disputeControlRoutes } from './control/dispute-routes.ts';
import { historyRoutes } from './control/history-routes.ts';
import { answerCall } from './http/answer-call.ts';
import { readBody } from './http/read-body.ts';
import type { Route } from './http/routes.ts';
import type { Scheduler } from './jobs.ts';
import { fontRoute } from './pages/font-route.ts';
import { indexPage } from './pages/index-page.ts';
import { onboardingRoutes } from './pages/onboarding-routes.ts';
import { pageRoutes } from './pages/page-routes.ts';
import { accountLinkRoutes } from './resources/account-links.ts';
import { accountV2Routes } from './resources/accounts-v2.ts';
import { balanceRoutes } from './resources/balance.ts';
import { balanceTransactionRoutes } from './resources/balance-transactions.ts';
import { chargeRoutes } from './resources/charges.ts';
import { checkoutSessionRoutes } from './resources/checkout-sessions.ts';
import { customerRoutes } from './resources/customers.ts';
import { disputeRoutes } from './resources/disputes.ts';
import { earlyFraudWarningRoutes } from './resources/early-fraud-warnings.ts';
import { eventRoutes } from './resources/events.ts';
import { eventV2Routes } from './resources/events-v2.ts';
import { externalAccountRoutes } from './resources/external-accounts.ts';
import { fileRoutes } from './resources/files.ts';
import { paymentIntentRoutes } from './resources/payment-intents.ts';
import { paymentMethodRoutes } from './resources/payment-methods.ts';
import { payoutRoutes } from './resources/payouts.ts';
import { refundRoutes } from './resources/refunds.ts';
import { setupIntentRoutes } from './resources/setup-intents.ts';
import { transferRoutes } from './resources/transfers.ts';
import type { Dispatcher } from './webhooks/dispatcher.ts';
import { API_VERSION, type World } from './world.ts';

/** Every call of Stripe's API that the sandbox answers. */
const ROUTES: Route[] = [
  ...accountLinkRoutes,
  ...accountV2Routes,
  ...balanceRoutes,
  ...balanceTransactionRoutes,
  ...chargeRoutes,
  ...checkoutSessionRoutes,
  ...customerRoutes,
  ...disputeRoutes,
  ...earlyFraudWarningRoutes,
  ...eventRoutes,
  ...eventV2Routes,
  ...externalAccountRoutes,
  ...fileRoutes,
  ...paymentIntentRoutes,
  ...paymentMethodRoutes,
  ...payoutRoutes,
  ...refundRoutes,
  ...setupIntentRoutes,
  ...transferRoutes,
];

/** No `form-action`: browsers apply it to the redirect after a submit too, and that leads to the shop. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src 'self'; " +
  "img-src data:; base-uri 'none'; frame-ancestors 'none'";

interface AppParts {
  world: World;
  dispatcher: Dispatcher;
  scheduler: Scheduler;
  stop: AbortSignal;
}

type AppContext = Context<{ Bindings: HttpBindings }>;

/** The sandbox's web server: Stripe's API, the hosted pages, the switches and the developers' page. */
export function createApp({
  world,
  dispatcher,
  scheduler,
  stop,
}: AppParts): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const running = new Set<string>();

  async function answer(c: AppContext, route: Route | null): Promise<Response> {
    const url = new URL(c.req.url);
    const outcome = await answerCall(
      world,
      route,
      c.req.param('id') ?? '',
      {
        method: c.req.method,
        path: url.pathname,
        query: url.search.slice(1),
        body: c.req.method === 'POST' ? await readBody(c.req) : '',
        authorization: c.req.header('authorization'),
        idempotencyKey: c.req.header('idempotency-key'),
        account: c.req.header('stripe-account'),
      },
      running,
      stop,
    );
    if (outcome.hangUp) {
      c.env.outgoing.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    const version = c.req.header('stripe-version') ?? API_VERSION;
    return new Response(outcome.body, {
      status: outcome.status,
      headers: { 'Content-Type': 'application/json', 'Stripe-Version': version, ...outcome.headers },
    });
  }

  app.use('*', async (c, next) => {
    await next();
    if (!c.res.headers.get('content-type')?.startsWith('text/html')) return;
    c.header('Content-Security-Policy', PAGE_POLICY);
    c.header('Referrer-Policy', 'no-referrer');
    c.header('Cache-Control', 'no-store');
  });
  for (const route of ROUTES) app.on(route.method, route.path, (c) => answer(c, route));
  app.all('/v1/*', (c) => answer(c, null));
  app.all('/v2/*', (c) => answer(c, null));
  app.route('/', controlRoutes(world, dispatcher, scheduler));
  app.route('/', connectControlRoutes(world));
  app.route('/', disputeControlRoutes(world));
  app.route('/', historyRoutes(world));
  app.route('/', pageRoutes(world));
  app.route('/', onboardingRoutes(world));
  app.route('/', fontRoute());
  app.get('/', (c) => c.html(indexPage(world)));
  app.onError((error, c) => {
    console.error('The Stripe sandbox failed:', error);
    return c.text('The Stripe sandbox failed. Its log has the details.', 500);
  });
  return app;
}
