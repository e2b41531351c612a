import type Stripe from 'stripe';
import { type CardErrors, readCard } from '../cards/read-card.ts';
import type { ErrorBody } from '../http/errors.ts';
import { saveToCustomer } from '../payments/attach-method.ts';
import { createIntent } from '../payments/build-intent.ts';
import { createBankAccount, createCard } from '../payments/build-payment-method.ts';
import { type Confirmation, confirmIntent } from '../payments/confirm-intent.ts';
import { failAuthentication } from '../payments/fail-authentication.ts';
import type { Tables } from '../records.ts';
import { createCustomer } from '../resources/customers.ts';
import { methodsOf } from '../resources/payment-methods.ts';
import type { World } from '../world.ts';
import { completeSession } from './complete-session.ts';

type SessionRow = Tables['checkout.session'];

/** What the payer sent with the hosted page's form. */
export interface PayForm {
  /** `card`, `bank`, or the id of a saved payment method. */
  method: string;
  number: string;
  expiry: string;
  cvc: string;
  name: string;
  email: string;
  account: string;
  save: boolean;
  /** One-time token of the page, so that the same submit sent twice is one attempt. */
  attempt: string;
}

export type FormErrors = CardErrors &
  Partial<
    Record<
      'account' | 'email' | 'method' | 'name',
      'account_invalid' | 'email_invalid' | 'method_missing' | 'name_missing'
    >
  >;

export type PayResult =
  | { kind: 'authenticate'; intent: string }
  | { kind: 'closed' }
  | { kind: 'declined'; error: ErrorBody }
  | { kind: 'done' }
  | { kind: 'invalid'; errors: FormErrors };

/** Saved payment methods that this session offers, the newest first. */
export function offeredMethods(world: World, session: Stripe.Checkout.Session): Stripe.PaymentMethod[] {
  if (typeof session.customer !== 'string') return [];
  const filters = session.saved_payment_method_options?.allow_redisplay_filters ?? ['always'];
  return methodsOf(world, session.customer).filter(
    ({ type, allow_redisplay }) =>
      session.payment_method_types.includes(type) && filters.includes(allow_redisplay ?? 'unspecified'),
  );
}

/** One submit of the hosted page. Must run inside a transaction. However often it comes, money moves once. */
export function paySession(world: World, id: string, form: PayForm): PayResult {
  const row = world.store.get('checkout.session', id);
  if (row?.object.status !== 'open') return { kind: 'closed' };
  const known = row.hidden.refusedAttempts[form.attempt];
  if (known) return { kind: 'declined', error: known };
  const waiting = waitingIntent(world, row.object);
  if (waiting) return { kind: 'authenticate', intent: waiting };

  const errors = checkForm(world, row.object, form);
  if (Object.keys(errors).length > 0) return { kind: 'invalid', errors };
  const method = methodOf(world, form);
  const saveCard = form.save && row.object.saved_payment_method_options?.payment_method_save === 'enabled';
  world.store.edit('checkout.session', id, ({ hidden }) => {
    hidden.saveCard = saveCard;
    hidden.payer = { email: form.email || null, name: form.name || null };
  });
  const intent = intentOf(world, id, form);
  return conclude(
    world,
    id,
    form.attempt,
    confirmIntent(world, { intent, method, offSession: false, returnUrl: null }),
  );
}

/** The payer came back from the authentication page. */
export function authenticateSession(world: World, id: string, intent: string, passed: boolean): PayResult {
  const row = world.store.get('checkout.session', id);
  const waiting = row?.object.status === 'open' ? waitingIntent(world, row.object) : null;
  const method = world.store.get('payment_intent', intent)?.object.payment_method;
  if (waiting !== intent || typeof method !== 'string') return { kind: 'closed' };
  if (!passed) return { kind: 'declined', error: failAuthentication(world, intent) };
  return conclude(
    world,
    id,
    '',
    confirmIntent(world, { intent, method, offSession: false, authenticated: true }),
  );
}

function conclude(world: World, id: string, attempt: string, result: Confirmation): PayResult {
  if (result.kind === 'declined') {
    world.store.edit('checkout.session', id, ({ hidden }) => {
      const { payment_intent: _intent, payment_method: _method, ...error } = result.error;
      if (attempt) hidden.refusedAttempts[attempt] = error;
    });
    return { kind: 'declined', error: result.error };
  }
  const { object: session, hidden } = getSession(world, id);
  const intent = String(session.payment_intent);
  if (result.kind === 'requires_action') return { kind: 'authenticate', intent };
  keepChosenCard(world, session, hidden.saveCard);
  completeSession(world, id, result.kind === 'succeeded');
  return { kind: 'done' };
}

/** The box "save my card" was ticked: the card is offered at the customer's next checkout. */
function keepChosenCard(world: World, session: Stripe.Checkout.Session, saveCard: boolean): void {
  const id = world.store.get('payment_intent', String(session.payment_intent))?.object.payment_method;
  if (!saveCard || typeof id !== 'string' || typeof session.customer !== 'string') return;
  const method = world.store.get('payment_method', id)?.object;
  if (method?.customer === null) saveToCustomer(world, id, session.customer, 'always');
  else
    world.store.edit('payment_method', id, ({ object }) => {
      object.allow_redisplay = 'always';
    });
}

function checkForm(world: World, session: Stripe.Checkout.Session, form: PayForm): FormErrors {
  const errors: FormErrors = {};
  const needsEmail = !session.customer_details?.email;
  if (needsEmail && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(form.email)) errors.email = 'email_invalid';
  if (form.method === 'card' && session.payment_method_types.includes('card')) {
    Object.assign(errors, readCard(form, new Date(world.nowMs())).errors);
    if (form.name.trim() === '') errors.name = 'name_missing';
  } else if (form.method === 'bank' && session.payment_method_types.includes('us_bank_account')) {
    if (!/^\d{6,17}$/.test(form.account.replace(/\s/g, ''))) errors.account = 'account_invalid';
    if (form.name.trim() === '') errors.name = 'name_missing';
  } else if (!offeredMethods(world, session).some((method) => method.id === form.method)) {
    errors.method = 'method_missing';
  }
  return errors;
}

function methodOf(world: World, form: PayForm): string {
  const payer = { name: form.name || null, email: form.email || null };
  if (form.method === 'bank')
    return createBankAccount(world, form.account.replace(/\s/g, ''), payer).object.id;
  if (form.method !== 'card') return form.method;
  const { card } = readCard(form, new Date(world.nowMs()));
  if (!card) throw new Error('A card that was checked cannot be read.');
  return createCard(world, card, payer).object.id;
}

/** The session's one intent: made at the first attempt, used again at the next. */
function intentOf(world: World, id: string, form: PayForm): string {
  const { object: session, hidden } = getSession(world, id);
  if (typeof session.payment_intent === 'string') return session.payment_intent;
  const needsCustomer = session.customer_creation === 'always' || hidden.setupFutureUsage !== null;
  const customer =
    typeof session.customer === 'string' || !needsCustomer
      ? session.customer
      : createCustomer(world, { email: form.email || session.customer_email, name: form.name || null }).id;
  const { object: intent } = createIntent(world, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    customer: typeof customer === 'string' ? customer : null,
    description: hidden.intentDescription,
    metadata: hidden.intentMetadata,
    receiptEmail: hidden.receiptEmail,
    setupFutureUsage: hidden.setupFutureUsage,
    statementDescriptor: hidden.statementDescriptor,
    statementDescriptorSuffix: hidden.statementDescriptorSuffix,
    allowedTypes: session.payment_method_types,
    session: id,
  });
  world.store.edit('checkout.session', id, ({ object }) => {
    object.payment_intent = intent.id;
    object.customer = customer;
  });
  return intent.id;
}

/** The intent that waits for the payer's authentication, if one does. */
function waitingIntent(world: World, session: Stripe.Checkout.Session): string | null {
  const intent = world.store.get('payment_intent', String(session.payment_intent))?.object;
  return intent?.status === 'requires_action' ? intent.id : null;
}

function getSession(world: World, id: string): SessionRow {
  const row = world.store.get('checkout.session', id);
  if (!row) throw new Error(`There is no session ${id}.`);
  return row;
}
