import { describe, expect, test } from 'vitest';
import { TEST_CARDS } from '../../sandbox/cards/test-cards.ts';
import { errorOf, offSession, openReceiver, openSandbox, pay, submit, TOP_UP, until } from './helpers.ts';

test('the whole way: page, card, back to the shop, and a session that is paid', async () => {
  const sandbox = await openSandbox();
  const session = await sandbox.stripe.checkout.sessions.create({
    ...TOP_UP,
    client_reference_id: 'top-up-1',
    customer_email: 'reader@example.com',
    metadata: { topUp: 't1' },
    payment_intent_data: { metadata: { topUp: 't1' }, receipt_email: 'reader@example.com' },
  });
  expect(session).toMatchObject({ status: 'open', payment_status: 'unpaid', payment_intent: null });
  expect(session.url).toContain(`/c/pay/${session.id}`);
  const page = await (await fetch(`${sandbox.url}/c/pay/${session.id}`)).text();
  for (const part of [
    'Stripe sandbox: no real money',
    'Wallet top-up',
    '$5.00',
    'value="reader@example.com"',
    'href="http://localhost:3000/wallet"',
  ]) {
    expect(page).toContain(part);
  }
  const response = await pay(sandbox, session);
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe(`http://localhost:3000/wallet/done?session=${session.id}`);
  const paid = await sandbox.stripe.checkout.sessions.retrieve(session.id, {
    expand: ['payment_intent.latest_charge'],
  });
  expect(paid).toMatchObject({
    status: 'complete',
    payment_status: 'paid',
    url: null,
    client_reference_id: 'top-up-1',
    customer: null,
    customer_details: { email: 'reader@example.com', name: 'Ada Reader' },
    payment_intent: {
      status: 'succeeded',
      metadata: { topUp: 't1' },
      receipt_email: 'reader@example.com',
      latest_charge: { amount: 500, billing_details: { name: 'Ada Reader' } },
    },
  });
});

const declining = Object.values(TEST_CARDS).filter((card) => card.decline && !card.authentication);

test.each(declining.map((card) => [card.number, card.decline?.declineCode ?? '', card.decline?.code ?? '']))(
  '%s is declined (%s), and another card then pays',
  async (number, declineCode, code) => {
    const sandbox = await openSandbox();
    const session = await sandbox.stripe.checkout.sessions.create(TOP_UP);
    const refused = await pay(sandbox, session, { number });
    expect(refused.headers.get('location')).toBeNull();
    expect(await refused.text()).toContain('role="alert"');
    const open = await sandbox.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(open).toMatchObject({
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: {
        status: 'requires_payment_method',
        last_payment_error: { code, decline_code: declineCode },
      },
    });
    expect((await pay(sandbox, session)).status).toBe(303);
    const charges = await sandbox.stripe.charges.list();
    expect(charges.data.map((charge) => charge.status)).toEqual(['succeeded', 'failed']);
    expect(new Set(charges.data.map((charge) => charge.payment_intent)).size).toBe(1);
  },
);

const paying = Object.entries(TEST_CARDS).filter(
  ([, card]) => !card.decline && (!card.authentication || card.alreadySetUp),
);

test.each(paying.map(([name, card]) => [name, card.number, card.brand]))(
  '%s (%s) pays',
  async (_name, number, brand) => {
    const sandbox = await openSandbox();
    const session = await sandbox.stripe.checkout.sessions.create(TOP_UP);
    expect((await pay(sandbox, session, { number, cvc: brand === 'amex' ? '1234' : '123' })).status).toBe(
      303,
    );
    expect((await sandbox.stripe.charges.list()).data).toMatchObject([
      { status: 'succeeded', payment_method_details: { card: { brand } } },
    ]);
  },
);

const asking = Object.values(TEST_CARDS).filter(
  (card) => card.authentication && !card.alreadySetUp && !card.decline,
);

describe.each(asking.map((card) => [card.number]))('%s asks for authentication', (number) => {
  test('failed: nothing is charged and the page is still open; completed: paid', async () => {
    const sandbox = await openSandbox();
    const session = await sandbox.stripe.checkout.sessions.create(TOP_UP);
    const path = (await pay(sandbox, session, { number })).headers.get('location') ?? '';
    expect(path).toMatch(/^\/c\/authenticate\/pi_/);
    const failed = await submit(sandbox, path, { result: 'fail' });
    expect(failed.headers.get('location')).toBe(`/c/pay/${session.id}`);
    const open = await (await fetch(`${sandbox.url}/c/pay/${session.id}`)).text();
    expect(open).toContain('We could not confirm your identity');
    expect((await sandbox.stripe.charges.list()).data).toEqual([]);
    expect((await pay(sandbox, session, { number })).headers.get('location')).toBe(path);
    const done = await submit(sandbox, path, { result: 'complete' });
    expect(done.headers.get('location')).toContain('/wallet/done');
    const [charge] = (await sandbox.stripe.charges.list()).data;
    expect(charge).toMatchObject({
      status: 'succeeded',
      payment_method_details: { card: { three_d_secure: { result: 'authenticated' } } },
    });
    // The page of the bank, sent a second time.
    expect((await submit(sandbox, path, { result: 'complete' })).status).toBe(303);
    expect((await sandbox.stripe.charges.list()).data).toHaveLength(1);
  });
});

test('authentication, and then too little money on the card', async () => {
  const sandbox = await openSandbox();
  const session = await sandbox.stripe.checkout.sessions.create(TOP_UP);
  const path = (await pay(sandbox, session, { number: '4000008260003178' })).headers.get('location') ?? '';
  const response = await submit(sandbox, path, { result: 'complete' });
  expect(response.headers.get('location')).toBe(`/c/pay/${session.id}`);
  const open = await (await fetch(`${sandbox.url}/c/pay/${session.id}`)).text();
  expect(open).toContain('insufficient funds');
  expect(open).toContain(`action="/c/pay/${session.id}"`);
});

test('a form sent twenty times at once is one charge', async () => {
  const sandbox = await openSandbox();
  const session = await sandbox.stripe.checkout.sessions.create(TOP_UP);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => pay(sandbox, session, { attempt: 'one' })),
  );
  expect(new Set(answers.map((answer) => answer.headers.get('location')))).toEqual(
    new Set([`http://localhost:3000/wallet/done?session=${session.id}`]),
  );
  expect((await sandbox.stripe.charges.list()).data).toHaveLength(1);
});

test('a declined form sent twice is one failed charge, and other attempts are their own', async () => {
  const sandbox = await openSandbox();
  const session = await sandbox.stripe.checkout.sessions.create(TOP_UP);
  const number = '4000000000000002';
  for (const attempt of ['one', 'one', 'two']) await pay(sandbox, session, { number, attempt });
  expect((await sandbox.stripe.charges.list()).data).toHaveLength(2);
});

test.each([
  [{ number: '' }, 'Enter your card number.'],
  [{ number: '4242 4242 4242 4241' }, 'This card number is not right.'],
  [{ number: '4242 4242 4242' }, 'Your card number is too short.'],
  [{ number: '<script>alert(1)</script>' }, 'This card number is not right.'],
  [{ expiry: '' }, 'Enter the expiry date.'],
  [{ expiry: '13 / 34' }, 'Enter the expiry date as month and year'],
  [{ expiry: '01 / 20' }, 'This card has expired.'],
  [{ cvc: '' }, 'Enter the security code.'],
  [{ cvc: '12' }, 'The security code has 3 digits'],
  [{ name: ' ' }, 'Enter the name.'],
  [{ email: 'nobody' }, 'Enter your email'],
  [{ method: 'pm_someone_elses' }, 'Choose how to pay.'],
])('%j is told beside its field, and nothing is charged', async (fields, words) => {
  const sandbox = await openSandbox();
  const session = await sandbox.stripe.checkout.sessions.create(TOP_UP);
  const response = await pay(sandbox, session, fields as Record<string, string>);
  expect(response.status).toBe(200);
  const page = await response.text();
  expect(page).toContain(words);
  expect(page).not.toContain('<script>alert');
  expect((await sandbox.stripe.paymentIntents.list()).data).toEqual([]);
});

test('a number that is not a test card is refused and not kept', async () => {
  const sandbox = await openSandbox();
  const session = await sandbox.stripe.checkout.sessions.create(TOP_UP);
  const number = '4532015112830366';
  const response = await pay(sandbox, session, { number });
  expect(await response.text()).toContain('This is not a test card.');
  expect(
    JSON.stringify([sandbox.state.all('payment_method'), sandbox.state.all('checkout.session')]),
  ).not.toContain(number);
});

describe('saving a card', () => {
  const saving = { saved_payment_method_options: { payment_method_save: 'enabled' as const } };

  test('the box is there only when offered; a saved card is offered next time and pays', async () => {
    const sandbox = await openSandbox();
    const customer = await sandbox.stripe.customers.create({ email: 'reader@example.com' });
    const plain = await sandbox.stripe.checkout.sessions.create({ ...TOP_UP, customer: customer.id });
    expect(await (await fetch(`${sandbox.url}/c/pay/${plain.id}`)).text()).not.toContain(
      'Save my card for later',
    );
    const first = await sandbox.stripe.checkout.sessions.create({
      ...TOP_UP,
      ...saving,
      customer: customer.id,
    });
    expect(await (await fetch(`${sandbox.url}/c/pay/${first.id}`)).text()).toContain(
      'Save my card for later',
    );
    await pay(sandbox, first, { save: 'yes' });
    const [method] = (await sandbox.stripe.customers.listPaymentMethods(customer.id)).data;
    expect(method).toMatchObject({ allow_redisplay: 'always', card: { last4: '4242' } });
    const second = await sandbox.stripe.checkout.sessions.create({
      ...TOP_UP,
      ...saving,
      customer: customer.id,
    });
    expect(await (await fetch(`${sandbox.url}/c/pay/${second.id}`)).text()).toContain('Visa ending in 4242');
    expect((await submit(sandbox, `/c/pay/${second.id}`, { method: String(method?.id) })).status).toBe(303);
    expect((await sandbox.stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
  });

  test('without the tick, and when the session does not offer it, nothing is saved', async () => {
    const sandbox = await openSandbox();
    const customer = await sandbox.stripe.customers.create({ email: 'reader@example.com' });
    const offered = await sandbox.stripe.checkout.sessions.create({
      ...TOP_UP,
      ...saving,
      customer: customer.id,
    });
    await pay(sandbox, offered);
    const plain = await sandbox.stripe.checkout.sessions.create({ ...TOP_UP, customer: customer.id });
    await pay(sandbox, plain, { save: 'yes' });
    expect((await sandbox.stripe.customers.listPaymentMethods(customer.id)).data).toEqual([]);
  });

  test('setup_future_usage keeps the card, and later charges need no authentication', async () => {
    const sandbox = await openSandbox();
    const customer = await sandbox.stripe.customers.create({ email: 'reader@example.com' });
    const session = await sandbox.stripe.checkout.sessions.create({
      ...TOP_UP,
      customer: customer.id,
      payment_intent_data: { setup_future_usage: 'off_session' },
    });
    const path = (await pay(sandbox, session, { number: '4000002500003155' })).headers.get('location') ?? '';
    await submit(sandbox, path, { result: 'complete' });
    const [method] = (await sandbox.stripe.customers.listPaymentMethods(customer.id)).data;
    expect(method).toMatchObject({ allow_redisplay: 'limited' });
    const intent = await sandbox.stripe.paymentIntents.create(offSession(customer.id, String(method?.id)));
    expect(intent.status).toBe('succeeded');
  });
});

describe('a bank debit is confirmed later', () => {
  test.each([
    ['000123456789', 'checkout.session.async_payment_succeeded', 'paid', 'succeeded'],
    ['000222222227', 'checkout.session.async_payment_failed', 'unpaid', 'failed'],
    ['000111111113', 'checkout.session.async_payment_failed', 'unpaid', 'failed'],
  ])('%s: %s', async (account, type, paymentStatus, chargeStatus) => {
    const app = await openReceiver();
    const sandbox = await openSandbox({ webhookUrl: app.url });
    await sandbox.control('settings', { asyncDelayMs: 100 });
    const session = await sandbox.stripe.checkout.sessions.create(TOP_UP);
    const response = await pay(sandbox, session, { method: 'bank', account, holder: 'Ada Reader' });
    expect(response.headers.get('location')).toContain('/wallet/done');
    const unpaid = await sandbox.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent'],
    });
    expect(unpaid).toMatchObject({
      status: 'complete',
      payment_status: 'unpaid',
      payment_intent: { status: 'processing' },
    });
    await until(() => app.types().includes(type as never), type);
    expect(app.types().indexOf('checkout.session.completed')).toBeGreaterThan(-1);
    const settled = await sandbox.stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent.latest_charge'],
    });
    expect(settled).toMatchObject({
      payment_status: paymentStatus,
      payment_intent: {
        latest_charge: { status: chargeStatus, payment_method_details: { type: 'us_bank_account' } },
      },
    });
  });

  test('its page tells whether it is on its way, refused or paid', async () => {
    const sandbox = await openSandbox();
    await sandbox.control('settings', { asyncDelayMs: 60_000 });
    const endings = {
      '000222222227': 'The bank refused the debit',
      '000123456789': 'This payment is complete',
    };
    for (const [account, words] of Object.entries(endings)) {
      const session = await sandbox.stripe.checkout.sessions.create(TOP_UP);
      const read = async () => (await fetch(`${sandbox.url}/c/pay/${session.id}`)).text();
      await pay(sandbox, session, { method: 'bank', account, holder: 'Ada Reader' });
      expect(await read()).toContain('Your bank debit is on its way');
      await sandbox.control('settle');
      expect(await read()).toContain(words);
    }
  });

  test('a session for cards only does not offer or accept it', async () => {
    const sandbox = await openSandbox();
    const session = await sandbox.stripe.checkout.sessions.create({
      ...TOP_UP,
      allowed_payment_method_types: ['card'],
    });
    expect(session.payment_method_types).toEqual(['card']);
    const page = await (await fetch(`${sandbox.url}/c/pay/${session.id}`)).text();
    expect(page).not.toContain('Account number');
    const response = await pay(sandbox, session, { method: 'bank', account: '000123456789' });
    expect(await response.text()).toContain('Choose how to pay.');
    expect((await sandbox.stripe.paymentIntents.list()).data).toEqual([]);
  });
});

describe('a session that is over', () => {
  test('expired by the app: the page says so, paying does nothing, a second time is refused', async () => {
    const sandbox = await openSandbox();
    const session = await sandbox.stripe.checkout.sessions.create(TOP_UP);
    expect(await sandbox.stripe.checkout.sessions.expire(session.id)).toMatchObject({
      status: 'expired',
      url: null,
    });
    expect(await (await fetch(`${sandbox.url}/c/pay/${session.id}`)).text()).toContain(
      'This payment page has expired',
    );
    expect((await pay(sandbox, session)).headers.get('location')).toBe(`/c/pay/${session.id}`);
    expect((await sandbox.stripe.charges.list()).data).toEqual([]);
    const error = await errorOf(sandbox.stripe.checkout.sessions.expire(session.id));
    expect(error.message).toContain('This Checkout Session has a status of `expired`');
  });

  test('expired while the payer was at the bank: the intent is canceled, nothing is charged', async () => {
    const sandbox = await openSandbox();
    const session = await sandbox.stripe.checkout.sessions.create(TOP_UP);
    const path = (await pay(sandbox, session, { number: '4000000000003220' })).headers.get('location') ?? '';
    expect((await sandbox.control(`sessions/${session.id}/expire`)).status).toBe(200);
    await submit(sandbox, path, { result: 'complete' });
    expect((await sandbox.stripe.charges.list()).data).toEqual([]);
    expect((await sandbox.stripe.paymentIntents.list()).data).toMatchObject([{ status: 'canceled' }]);
    expect((await sandbox.stripe.events.list({ type: 'checkout.session.expired' })).data).toHaveLength(1);
  });

  test('paid: the page says so and leads back', async () => {
    const sandbox = await openSandbox();
    const session = await sandbox.stripe.checkout.sessions.create(TOP_UP);
    await pay(sandbox, session);
    const page = await (await fetch(`${sandbox.url}/c/pay/${session.id}`)).text();
    expect(page).toContain('This payment is complete');
    expect(page).toContain(`href="http://localhost:3000/wallet/done?session=${session.id}"`);
    expect((await errorOf(sandbox.stripe.checkout.sessions.expire(session.id))).message).toContain(
      '`complete`',
    );
  });

  test('unknown: a page, not a stack trace', async () => {
    const { url } = await openSandbox();
    const response = await fetch(`${url}/c/pay/cs_test_none`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('There is no such page');
  });
});

test.each([
  ['ko', 'en-US', '결제 수단', '₩5,000 결제하기'],
  [undefined, 'ko-KR,ko;q=0.9,en;q=0.8', '결제 수단', '₩5,000 결제하기'],
  ['auto', 'fr-FR,en;q=0.5', 'Payment method', 'Pay ₩5,000'],
  ['en', 'ko-KR', 'Payment method', 'Pay ₩5,000'],
])('locale %s with the browser asking for %s', async (locale, accept, method, button) => {
  const sandbox = await openSandbox();
  const session = await sandbox.stripe.checkout.sessions.create({
    ...TOP_UP,
    ...(locale && { locale }),
    line_items: [
      { quantity: 1, price_data: { currency: 'krw', unit_amount: 5000, product_data: { name: '충전' } } },
    ],
  });
  const page = await (
    await fetch(`${sandbox.url}/c/pay/${session.id}`, { headers: { 'accept-language': accept } })
  ).text();
  expect(page).toContain(method);
  expect(page).toContain(button);
});

test('names and messages of the shop are text on the page, never markup', async () => {
  const sandbox = await openSandbox();
  const session = await sandbox.stripe.checkout.sessions.create({
    ...TOP_UP,
    custom_text: { submit: { message: '<img src=x onerror=alert(1)>' } },
    line_items: [
      {
        quantity: 2,
        price_data: { currency: 'usd', unit_amount: 250, product_data: { name: '<b>Bold</b>' } },
      },
    ],
  });
  const page = await (await fetch(`${sandbox.url}/c/pay/${session.id}`)).text();
  expect(page).toContain('&lt;b&gt;Bold&lt;/b&gt;');
  expect(page).not.toContain('<img');
  expect(page).toContain('Quantity 2');
});

test('without script a test card is filled in by the server', async () => {
  const sandbox = await openSandbox();
  const session = await sandbox.stripe.checkout.sessions.create(TOP_UP);
  const response = await submit(sandbox, `/c/pay/${session.id}`, { fill: '4000000000009995' });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('value="4000000000009995"');
  expect((await sandbox.stripe.paymentIntents.list()).data).toEqual([]);
});

test('the receipt and the developers’ page show the payment', async () => {
  const sandbox = await openSandbox();
  const session = await sandbox.stripe.checkout.sessions.create(TOP_UP);
  await pay(sandbox, session);
  const [charge] = (await sandbox.stripe.charges.list()).data;
  const receipt = await fetch(`${sandbox.url}${new URL(charge?.receipt_url ?? '').pathname}`);
  expect(await receipt.text()).toContain('Visa ending in 4242');
  const index = await (await fetch(sandbox.url)).text();
  expect(index).toContain(String(charge?.id));
  expect(index).toContain('$0.45');
});
