import { randomUUID } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { TEST_CARDS, testCardNumbered } from '../cards/test-cards.ts';
import {
  authenticateSession,
  offeredMethods,
  type PayForm,
  type PayResult,
  paySession,
} from '../checkout/pay-session.ts';
import type { ErrorBody } from '../http/errors.ts';
import { formatAmount } from '../money/currencies.ts';
import type { World } from '../world.ts';
import { finishOwnIntent, intentBehind } from './authenticate-intent.ts';
import { authenticatePage } from './authenticate-page.ts';
import { type CheckoutView, checkoutPage } from './checkout-page.ts';
import { closedPage, messagePage, missingPage } from './message-page.ts';
import { chooseLanguage, type Language, MESSAGES } from './messages.ts';
import { receiptPage } from './receipt-page.ts';

/** The pages that a payer sees: Checkout, the bank's authentication, the receipt. */
export function pageRoutes(world: World): Hono {
  const app = new Hono();
  const sessionOf = (c: Context) => world.store.get('checkout.session', c.req.param('id') ?? '');

  app.get('/c/pay/:id', (c) => {
    const row = sessionOf(c);
    const language = languageOf(c, row?.object.locale ?? null);
    if (!row) return c.html(missingPage(language), 404);
    const intent = world.store.get('payment_intent', String(row.object.payment_intent))?.object;
    if (row.object.status !== 'open') return c.html(closedPage(language, row, intent?.status));
    if (intent?.status === 'requires_action') return c.redirect(`/c/authenticate/${intent.id}`, 303);
    const refused = intent?.last_payment_error;
    const alert = refused ? declineWords(language, refused) : null;
    return c.html(checkoutPage({ ...emptyView(world, row, language), alert }));
  });

  app.post('/c/pay/:id', async (c) => {
    const row = sessionOf(c);
    const language = languageOf(c, row?.object.locale ?? null);
    if (!row) return c.html(missingPage(language), 404);
    const body = await c.req.parseBody();
    const text = (name: string) => (typeof body[name] === 'string' ? body[name].slice(0, 500) : '');
    const form = readForm(text);
    const view = { ...emptyView(world, row, language), form };
    const fill = text('fill');
    if (fill) return c.html(checkoutPage({ ...view, form: { ...form, ...testDetailsFor(fill, form) } }));
    const result = world.store.transaction(() => paySession(world, row.object.id, form));
    return answer(world, c, view, result);
  });

  app.route('/', authenticationRoutes(world));

  app.get('/receipts/:charge', (c) => {
    const charge = world.store.get('charge', c.req.param('charge'))?.object;
    const language = languageOf(c, null);
    return charge?.paid
      ? c.html(receiptPage(language, world.merchantName, charge))
      : c.html(missingPage(language), 404);
  });

  return app;
}

/** The bank's own page, where a payment is confirmed or refused. */
function authenticationRoutes(world: World): Hono {
  const app = new Hono();

  app.get('/c/authenticate/:intent', (c) => {
    const found = intentBehind(world, c.req.param('intent'));
    const language = languageOf(c, found?.session?.object.locale ?? null);
    if (!found) return c.html(missingPage(language), 404);
    if (!found.waiting) {
      return found.session
        ? c.redirect(`/c/pay/${found.session.object.id}`, 303)
        : c.html(doneMessage(language));
    }
    const words = MESSAGES[language];
    const { amount, currency, last4 } = found;
    const text =
      amount === null
        ? words.authSetupText(world.merchantName, last4)
        : words.authText(formatAmount(amount, currency, language), world.merchantName, last4);
    return c.html(authenticatePage(language, text));
  });

  app.post('/c/authenticate/:intent', async (c) => {
    const id = c.req.param('intent');
    const found = intentBehind(world, id);
    const language = languageOf(c, found?.session?.object.locale ?? null);
    if (!found) return c.html(missingPage(language), 404);
    const passed = (await c.req.parseBody()).result === 'complete';
    const { session } = found;
    if (!session) {
      const target = world.store.transaction(() => finishOwnIntent(world, id, passed));
      return target ? c.redirect(target, 303) : c.html(doneMessage(language));
    }
    const result = world.store.transaction(() => authenticateSession(world, session.object.id, id, passed));
    // A refusal is told on the payment page, where another card can be tried.
    if (result.kind === 'declined') return c.redirect(`/c/pay/${session.object.id}`, 303);
    return answer(world, c, emptyView(world, session, language), result);
  });

  return app;
}

/** What a payer sees after an attempt to pay. */
function answer(
  world: World,
  c: Context,
  view: CheckoutView,
  result: PayResult,
): Response | Promise<Response> {
  const { id } = view.row.object;
  if (result.kind === 'invalid') return c.html(checkoutPage({ ...view, errors: result.errors }));
  if (result.kind === 'authenticate') return c.redirect(`/c/authenticate/${result.intent}`, 303);
  if (result.kind === 'declined') {
    const row = world.store.get('checkout.session', id) ?? view.row;
    const form = { ...view.form, attempt: randomUUID() };
    return c.html(checkoutPage({ ...view, row, form, alert: declineWords(view.language, result.error) }));
  }
  const row = world.store.get('checkout.session', id) ?? view.row;
  // A second submit of a page that has paid goes where the first one went.
  if (row.object.status === 'complete' && row.object.success_url) {
    return c.redirect(row.object.success_url.replaceAll('{CHECKOUT_SESSION_ID}', id), 303);
  }
  return c.redirect(`/c/pay/${id}`, 303);
}

function languageOf(c: Context, locale: string | null): Language {
  return chooseLanguage(locale, c.req.header('accept-language'));
}

function doneMessage(language: Language) {
  return messagePage(language, MESSAGES[language].paidTitle, MESSAGES[language].authDone, '');
}

function emptyView(world: World, row: CheckoutView['row'], language: Language): CheckoutView {
  const saved = offeredMethods(world, row.object);
  const first = row.object.payment_method_types.includes('card') ? 'card' : 'bank';
  const form: PayForm = {
    method: saved[0]?.id ?? first,
    number: '',
    expiry: '',
    cvc: '',
    name: '',
    email: '',
    account: '',
    save: false,
    attempt: randomUUID(),
  };
  return { language, row, saved, form, errors: {}, alert: null };
}

function readForm(text: (name: string) => string): PayForm {
  const method = text('method') || 'card';
  return {
    method,
    number: text('number'),
    expiry: text('expiry'),
    cvc: text('cvc'),
    name: (method === 'bank' ? text('holder') : text('name')).trim(),
    email: text('email').trim(),
    account: text('account'),
    save: text('save') !== '',
    attempt: text('attempt') || randomUUID(),
  };
}

function testDetailsFor(value: string, form: PayForm): Partial<PayForm> {
  const name = form.name || 'Test Reader';
  const card = TEST_CARDS[testCardNumbered(value) ?? ''];
  if (!card) return { method: 'bank', account: value, name };
  return {
    method: 'card',
    number: card.number,
    expiry: '12 / 34',
    cvc: card.brand === 'amex' ? '1234' : '123',
    name,
  };
}

function declineWords(language: Language, error: Pick<ErrorBody, 'decline_code'> & { type: string }): string {
  const { declines } = MESSAGES[language];
  if (error.type === 'invalid_request_error') return declines.authentication;
  const code = error.decline_code ?? '';
  return code in declines ? declines[code as keyof typeof declines] : declines.generic_decline;
}
