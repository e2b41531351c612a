import { createHmac } from 'node:crypto';
import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { DEFAULT_WEBHOOK_SECRET } from '../../sandbox/server.ts';
import { openReceiver, openSandbox, pay, TOP_UP, until } from './helpers.ts';

test('a paid checkout sends its events, signed so that the client accepts them', async () => {
  const app = await openReceiver();
  const sandbox = await openSandbox({ webhookUrl: app.url });
  const customer = await sandbox.stripe.customers.create({ email: 'reader@example.com' });
  const session = await sandbox.stripe.checkout.sessions.create(
    { ...TOP_UP, customer: customer.id },
    { idempotencyKey: 'k1' },
  );
  await pay(sandbox, session);
  await until(() => app.events.length === 6, 'six events');
  expect(new Set(app.types())).toEqual(
    new Set([
      'customer.created',
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
      'checkout.session.completed',
    ]),
  );
  const completed = app.events.find((event) => event.type === 'checkout.session.completed');
  expect(completed).toMatchObject({
    api_version: '2026-10-28.endive',
    pending_webhooks: 1,
    data: { object: { id: session.id, payment_status: 'paid', status: 'complete', amount_total: 500 } },
  });
  expect((await sandbox.stripe.events.retrieve(String(completed?.id))).pending_webhooks).toBe(0);
});

test('a body that was changed, another secret and an old timestamp are not accepted', async () => {
  const app = await openReceiver();
  const sandbox = await openSandbox({ webhookUrl: app.url });
  await sandbox.stripe.customers.create({ name: 'Ada' });
  await until(() => app.requests.length === 1, 'one event');
  const [request] = app.requests;
  const body = request?.body ?? '';
  const header = String(request?.headers['stripe-signature']);
  const { webhooks } = new Stripe('sk_test_unused');
  expect(() => webhooks.constructEvent(body.replace('Ada', 'Eve'), header, DEFAULT_WEBHOOK_SECRET)).toThrow(
    'signature',
  );
  expect(() => webhooks.constructEvent(body, header, 'whsec_other')).toThrow('signature');
  const old = Math.floor(Date.now() / 1000) - 301;
  const v1 = createHmac('sha256', DEFAULT_WEBHOOK_SECRET).update(`${old}.${body}`).digest('hex');
  expect(() => webhooks.constructEvent(body, `t=${old},v1=${v1}`, DEFAULT_WEBHOOK_SECRET)).toThrow(
    'tolerance',
  );
});

test('an app that fails is asked again until it answers 2xx', async () => {
  const app = await openReceiver((count) => (count < 4 ? 500 : 200));
  const sandbox = await openSandbox({ webhookUrl: app.url });
  await sandbox.stripe.customers.create();
  await until(() => app.events.length === 1, 'the fourth try');
  expect(app.requests).toHaveLength(4);
  await until(() => sandbox.state.all('delivery')[0]?.state === 'delivered', 'the record of the success');
  expect(sandbox.state.all('delivery')[0]?.attempts.map((attempt) => attempt.status)).toEqual([
    500, 500, 500, 200,
  ]);
});

test('an app that is down gets its events when it is up', async () => {
  const sandbox = await openSandbox({ webhookUrl: 'http://127.0.0.1:9/webhook' });
  await sandbox.stripe.customers.create();
  await until(() => (sandbox.state.all('delivery')[0]?.attempts.length ?? 0) >= 2, 'two tries');
  expect(sandbox.state.all('delivery')[0]?.attempts[0]?.status).toBeNull();
  const app = await openReceiver();
  await sandbox.control('settings', { webhookUrl: app.url });
  await until(() => app.events.length === 1, 'the event');
});

test('a redirect counts as a failure, as at Stripe', async () => {
  const app = await openReceiver((count) => (count === 1 ? 302 : 200));
  const sandbox = await openSandbox({ webhookUrl: app.url });
  await sandbox.stripe.customers.create();
  await until(() => app.events.length === 1, 'the second try');
  expect(app.requests).toHaveLength(2);
});

test('copies: each event arrives as often as asked, with one id', async () => {
  const app = await openReceiver();
  const sandbox = await openSandbox({ webhookUrl: app.url });
  await sandbox.control('settings', { copies: 20 });
  await sandbox.stripe.customers.create();
  await until(() => app.events.length === 20, 'twenty copies');
  expect(new Set(app.events.map((event) => event.id)).size).toBe(1);
});

test('reorder: the newest event comes first', async () => {
  const app = await openReceiver();
  const sandbox = await openSandbox({ webhookUrl: app.url });
  // Held until all are there: on a busy machine the payment itself could take longer than the sandbox waits
  // for more.
  await sandbox.control('settings', { reorder: true, hold: true });
  const session = await sandbox.stripe.checkout.sessions.create(TOP_UP);
  await pay(sandbox, session);
  await sandbox.control('settings', { hold: false });
  await until(() => app.events.length === 5, 'five events');
  expect(app.types()).toEqual([
    'checkout.session.completed',
    'charge.updated',
    'payment_intent.succeeded',
    'charge.succeeded',
    'payment_intent.created',
  ]);
});

test('hold: nothing comes until released; deliver sends it anyway, and a single event again', async () => {
  const app = await openReceiver();
  const sandbox = await openSandbox({ webhookUrl: app.url });
  await sandbox.control('settings', { hold: true });
  await sandbox.stripe.customers.create();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(app.events).toEqual([]);
  const answer = (await (await sandbox.control('deliver')).json()) as { deliveries: { state: string }[] };
  expect(answer.deliveries.map((delivery) => delivery.state)).toEqual(['delivered']);
  expect(app.types()).toEqual(['customer.created']);
  await sandbox.control('deliver', { event: app.events[0]?.id });
  expect(app.types()).toEqual(['customer.created', 'customer.created']);
  await sandbox.stripe.customers.create();
  await sandbox.control('settings', { hold: false });
  await until(() => app.events.length === 3, 'the released event');
});

test('delay: an event waits that long', async () => {
  const app = await openReceiver();
  const sandbox = await openSandbox({ webhookUrl: app.url });
  await sandbox.control('settings', { delayMs: 150 });
  const start = Date.now();
  await sandbox.stripe.customers.create();
  await until(() => app.events.length === 1, 'the event');
  expect(Date.now() - start).toBeGreaterThanOrEqual(145);
});

test('the control interface lists events with deliveries, and refuses nonsense and other sites', async () => {
  const sandbox = await openSandbox();
  await sandbox.stripe.customers.create();
  const listed = (await (await fetch(`${sandbox.url}/_sandbox/events?type=customer.created`)).json()) as {
    events: { type: string; deliveries: unknown[] }[];
  };
  expect(listed.events).toMatchObject([{ type: 'customer.created', deliveries: [] }]);
  expect((await sandbox.control('settings', { copies: 0 })).status).toBe(400);
  expect((await sandbox.control('settings', { colour: 'red' })).status).toBe(400);
  const foreign = await fetch(`${sandbox.url}/_sandbox/settings`, {
    method: 'POST',
    body: '{}',
    headers: { 'sec-fetch-site': 'cross-site' },
  });
  expect(foreign.status).toBe(403);
});

test('the switches of the developers’ page set what they show', async () => {
  const sandbox = await openSandbox();
  const post = (fields: Record<string, string>) =>
    fetch(`${sandbox.url}/_sandbox/settings`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
  const numbers = { copies: '2', delayMs: '5', asyncDelayMs: '10', feeDelayMs: '0' };
  expect((await post({ ...numbers, reorder: 'yes' })).headers.get('location')).toBe('/');
  const read = async (): Promise<unknown> => (await fetch(`${sandbox.url}/_sandbox/settings`)).json();
  expect(await read()).toMatchObject({
    copies: 2,
    delayMs: 5,
    asyncDelayMs: 10,
    reorder: true,
    hold: false,
    faults: [],
  });
  await post({
    section: 'faults',
    path: '/v1/refunds',
    times: '2',
    mode: 'slow',
    when: 'after',
    delayMs: '9',
  });
  const planned = { path: '/v1/refunds', times: 2, mode: 'slow', when: 'after', delayMs: 9 };
  expect(await read()).toMatchObject({ copies: 2, faults: [planned] });
  expect(await (await fetch(sandbox.url)).text()).toContain('Planned: 2 × /v1/refunds, slow after the work.');
  await sandbox.control('reset-settings');
  expect(await read()).toMatchObject({ copies: 1, reorder: false, faults: [] });
});
