import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { expectShape } from './expect-shape.ts';
import { clientFor, errorOf, type OpenSandbox, openReceiver, openSandbox, until } from './helpers.ts';

const RECIPIENT: Stripe.V2.Core.AccountCreateParams = {
  contact_email: 'writer@example.com',
  display_name: 'A writer',
  dashboard: 'express',
  identity: { country: 'us', entity_type: 'individual' },
  configuration: {
    recipient: { capabilities: { stripe_balance: { stripe_transfers: { requested: true } } } },
  },
  defaults: {
    currency: 'usd',
    responsibilities: { fees_collector: 'application', losses_collector: 'application' },
  },
};
const STATUS = 'v2.core.account[configuration.recipient].capability_status_updated';
const include: Stripe.V2.Core.AccountRetrieveParams.Include[] = ['configuration.recipient', 'requirements'];

const statusOf = (account: Stripe.V2.Core.Account) =>
  account.configuration?.recipient?.capabilities?.stripe_balance?.stripe_transfers?.status;

function linkFor({ stripe }: OpenSandbox, account: string) {
  return stripe.v2.core.accountLinks.create({
    account,
    use_case: {
      type: 'account_onboarding',
      account_onboarding: {
        refresh_url: 'http://localhost:3000/again',
        return_url: 'http://localhost:3000/back',
      },
    },
  });
}

async function submit(sandbox: OpenSandbox, url: string, outcome: string, bank = '000123456789') {
  return fetch(`${sandbox.url}${new URL(url).pathname}`, {
    method: 'POST',
    body: new URLSearchParams({ outcome, bank }),
    redirect: 'manual',
  });
}

async function onboard(sandbox: OpenSandbox, outcome = 'active', bank?: string) {
  const account = await sandbox.stripe.v2.core.accounts.create(RECIPIENT);
  await submit(sandbox, (await linkFor(sandbox, account.id)).url, outcome, bank);
  return account.id;
}

const fund = (sandbox: OpenSandbox, amount = 100_000) => sandbox.control('fund', { amount, currency: 'usd' });
const available = async (stripe: Stripe, options?: Stripe.RequestOptions) =>
  (await stripe.balance.retrieve({}, options)).available.find((one) => one.currency === 'usd')?.amount;

describe('accounts and onboarding', () => {
  test('an account is created restricted; what is not asked for with include is null', async () => {
    const { stripe } = await openSandbox();
    const made = await stripe.v2.core.accounts.create({ ...RECIPIENT, include });
    expect(made).toMatchObject({
      object: 'v2.core.account',
      applied_configurations: ['recipient'],
      contact_email: 'writer@example.com',
      identity: null,
    });
    expect(statusOf(made)).toBe('restricted');
    expect(made.requirements?.entries?.length).toBeGreaterThan(3);
    const bare = await stripe.v2.core.accounts.retrieve(made.id);
    expect(bare).toMatchObject({ id: made.id, configuration: null, requirements: null });
    const named = await stripe.v2.core.accounts.update(made.id, {
      display_name: 'Another',
      metadata: { a: '1' },
    });
    expect(named).toMatchObject({ display_name: 'Another', metadata: { a: '1' } });
    const wrong = await errorOf(stripe.v2.core.accounts.retrieve('acct_none'));
    expect(wrong).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(wrong).toMatchObject({ statusCode: 404, code: 'not_found' });
    await errorOf(stripe.v2.core.accounts.create({ ...RECIPIENT, identity: { entity_type: 'individual' } }));
  });

  test('the same key makes one account, also when the answer was lost', async () => {
    const { stripe, control, state } = await openSandbox();
    await control('settings', {
      faults: [{ path: '/v2/core/accounts', method: 'POST', mode: 'timeout', when: 'after', delayMs: 20 }],
    });
    const first = await stripe.v2.core.accounts.create(RECIPIENT, { idempotencyKey: 'k' });
    const again = await stripe.v2.core.accounts.create(RECIPIENT, { idempotencyKey: 'k' });
    expect(again.id).toBe(first.id);
    expect(state.all('v2.core.account')).toHaveLength(1);
  });

  test.each([
    ['active', 'active', 0],
    ['restricted', 'restricted', 1],
    ['rejected', 'rejected', 0],
  ])('onboarding that ends %s', async (outcome, status, asked) => {
    const sandbox = await openSandbox();
    const { stripe } = sandbox;
    const { id } = await stripe.v2.core.accounts.create(RECIPIENT);
    const link = await linkFor(sandbox, id);
    expect(link).toMatchObject({ object: 'v2.core.account_link', account: id });
    const page = await fetch(`${sandbox.url}${new URL(link.url).pathname}`, {
      headers: { 'accept-language': 'ko' },
    });
    expect(await page.text()).toContain('정산 받을 계좌 등록');
    const answer = await submit(sandbox, link.url, outcome);
    expect(answer.headers.get('location')).toBe('http://localhost:3000/back');
    const account = await stripe.v2.core.accounts.retrieve(id, { include });
    expect(statusOf(account)).toBe(status);
    expect(account.requirements?.entries).toHaveLength(asked);
    const second = await submit(sandbox, link.url, 'active');
    expect(second.headers.get('location')).toBe('http://localhost:3000/again');
    expect((await submit(sandbox, `${link.url}x`, 'active')).status).toBe(404);
  });

  test('a link is over after five minutes, and its page leads to the refresh address', async () => {
    const sandbox = await openSandbox();
    const { id } = await sandbox.stripe.v2.core.accounts.create(RECIPIENT);
    const { url } = await linkFor(sandbox, id);
    sandbox.state.transaction(() =>
      sandbox.state.edit('v2.core.account_link', url.slice(url.lastIndexOf('/') + 1), ({ object }) => {
        object.expires_at = new Date(Date.now() - 1).toISOString();
      }),
    );
    const page = await fetch(`${sandbox.url}${new URL(url).pathname}`, { redirect: 'manual' });
    expect(page.headers.get('location')).toBe('http://localhost:3000/again');
  });

  test('the change of status is told by a thin event that the client reads', async () => {
    const raw: { body: string; signature: string }[] = [];
    const app = await openReceiver(() => 202);
    const sandbox = await openSandbox({ webhookUrl: app.url });
    const id = await onboard(sandbox);
    await until(() => app.requests.some(({ body }) => body.includes(STATUS)), 'the change of status');
    for (const { body, headers } of app.requests) {
      if (body.includes(STATUS)) raw.push({ body, signature: String(headers['stripe-signature']) });
    }
    expect(raw).toHaveLength(1);
    const [{ body, signature } = { body: '', signature: '' }] = raw;
    const reader = clientFor(sandbox.url);
    const notification = reader.parseEventNotification(body, signature, 'whsec_farthing_sandbox');
    expect(notification.type).toBe(STATUS);
    expect(notification).toMatchObject({ related_object: { id, type: 'v2.core.account' } });
    expect(Object.keys(JSON.parse(body))).not.toContain('data');
    expect(await notification.fetchEvent()).toMatchObject({
      data: { updated_capability: 'stripe_balance.stripe_transfers' },
    });
    expect(() => reader.webhooks.constructEvent(body, signature, 'whsec_farthing_sandbox')).toThrow('thin');
  });
});

describe('transfers and payouts', () => {
  test('a transfer needs available balance and an able account, and happens once per key', async () => {
    const sandbox = await openSandbox();
    const { stripe } = sandbox;
    const destination = await onboard(sandbox);
    const params = {
      amount: 5_000,
      currency: 'usd',
      destination,
      transfer_group: 'payout-1',
      metadata: { payout_id: '1' },
    };
    const poor = await errorOf(stripe.transfers.create(params, { idempotencyKey: 'poor' }));
    expect(poor).toMatchObject({ code: 'balance_insufficient', statusCode: 400 });
    await fund(sandbox);
    const restricted = await onboard(sandbox, 'restricted');
    const closed = await errorOf(stripe.transfers.create({ ...params, destination: restricted }));
    expect(closed.code).toBe('insufficient_capabilities_for_transfer');
    expect((await errorOf(stripe.transfers.create({ ...params, destination: 'acct_none' }))).code).toBe(
      'resource_missing',
    );

    const first = await stripe.transfers.create(params, { idempotencyKey: 'k' });
    const again = await stripe.transfers.create(params, { idempotencyKey: 'k' });
    expect(again.id).toBe(first.id);
    expectShape(first, 'transfer');
    expect((await stripe.transfers.list({ transfer_group: 'payout-1' })).data.map((one) => one.id)).toEqual([
      first.id,
    ]);
    expect((await stripe.transfers.list({ transfer_group: 'other' })).data).toEqual([]);
    expect(await available(stripe)).toBe(95_000);
    const own = await stripe.balanceTransactions.retrieve(String(first.balance_transaction), {
      expand: ['source'],
    });
    expect(own).toMatchObject({ type: 'transfer', net: -5_000, source: { id: first.id } });
  });

  test('a failure after the work: the transfer exists, the key repeats the failure', async () => {
    const sandbox = await openSandbox();
    const destination = await onboard(sandbox);
    await fund(sandbox);
    await sandbox.control('settings', { faults: [{ path: '/v1/transfers', method: 'POST', when: 'after' }] });
    const params = { amount: 500, currency: 'usd', destination, transfer_group: 'g' };
    for (const _ of [1, 2]) {
      const lost = await errorOf(sandbox.stripe.transfers.create(params, { idempotencyKey: 'k' }));
      expect(lost.statusCode).toBe(500);
    }
    expect((await sandbox.stripe.transfers.list({ transfer_group: 'g' })).data).toHaveLength(1);
  });

  test('a payout follows by itself, is paid, and names what it took; it may still fail', async () => {
    const app = await openReceiver();
    const sandbox = await openSandbox();
    const { stripe } = sandbox;
    const destination = await onboard(sandbox);
    const asAccount = { stripeAccount: destination };
    await fund(sandbox);
    await sandbox.control('settings', { asyncDelayMs: 60_000, webhookUrl: app.url });
    const transfer = await stripe.transfers.create({ amount: 700, currency: 'usd', destination });
    const payout = (await stripe.payouts.list({}, asAccount)).data[0];
    if (!payout) throw new Error('There is no payout.');
    expectShape(payout, 'payout');
    expect(payout).toMatchObject({ amount: 700, automatic: true, status: 'pending' });
    const taken = await stripe.balanceTransactions.list({ payout: payout.id }, asAccount);
    expect(taken.data.map((one) => one.source).sort()).toEqual(
      [payout.id, transfer.destination_payment].sort(),
    );
    expect(await available(stripe, asAccount)).toBe(0);
    await sandbox.control('settle');
    expect(await stripe.payouts.retrieve(payout.id, {}, asAccount)).toMatchObject({ status: 'paid' });
    await sandbox.control(`payouts/${payout.id}/fail`);
    expect(await stripe.payouts.retrieve(payout.id, {}, asAccount)).toMatchObject({
      status: 'failed',
      failure_code: 'no_account',
    });
    expect(await available(stripe, asAccount)).toBe(700);
    expect((await sandbox.control(`payouts/${payout.id}/pay`)).status).toBe(400);
    await until(() => app.events.length === 7, 'seven events');
    expect(app.types().sort()).toEqual([
      'payout.created',
      'payout.failed',
      'payout.paid',
      'payout.reconciliation_completed',
      'payout.updated',
      'payout.updated',
      'transfer.created',
    ]);
    expect(app.events.filter((event) => event.account === destination)).toHaveLength(6);
    expect((await errorOf(stripe.payouts.retrieve(payout.id))).statusCode).toBe(404);
    expect((await errorOf(stripe.payouts.list({}, { stripeAccount: 'acct_none' }))).statusCode).toBe(403);
    expect((await errorOf(stripe.customers.list({}, asAccount))).code).toBe(
      'parameter_unsupported_in_sandbox',
    );

    await sandbox.control(`accounts/${destination}/pay-out`, { currency: 'usd' });
    const retried = (await stripe.payouts.list({ limit: 1 }, asAccount)).data[0];
    const sources = await stripe.balanceTransactions.list({ payout: retried?.id }, asAccount);
    expect(sources.data.map((one) => one.source)).toContain(payout.id);
  });

  test('the bank account decides how a payout ends', async () => {
    const sandbox = await openSandbox();
    const destination = await onboard(sandbox, 'active', '000111111113');
    await fund(sandbox);
    await sandbox.control('settings', { asyncDelayMs: 60_000 });
    await sandbox.stripe.transfers.create({ amount: 700, currency: 'usd', destination });
    await sandbox.control('settle');
    const [payout] = (await sandbox.stripe.payouts.list({}, { stripeAccount: destination })).data;
    expect(payout).toMatchObject({ status: 'failed', failure_code: 'account_closed' });
  });

  test('a transfer is taken back in parts, never beyond what is left and there', async () => {
    const sandbox = await openSandbox();
    const { stripe } = sandbox;
    const destination = await onboard(sandbox);
    await fund(sandbox);
    await sandbox.control('settings', { automaticPayouts: false });
    const { id } = await stripe.transfers.create({ amount: 700, currency: 'usd', destination });
    const part = await stripe.transfers.createReversal(id, { amount: 200 });
    expectShape(part, 'transfer_reversal');
    expect(await stripe.transfers.retrieve(id)).toMatchObject({ amount_reversed: 200, reversed: false });
    expect((await errorOf(stripe.transfers.createReversal(id, { amount: 501 }))).param).toBe('amount');
    await stripe.transfers.createReversal(id);
    const whole = await stripe.transfers.retrieve(id);
    expect(whole).toMatchObject({ amount_reversed: 700, reversed: true });
    expectShape(whole, 'transfer');
    expect((await stripe.transfers.listReversals(id)).data.map((one) => one.amount)).toEqual([500, 200]);
    expect((await errorOf(stripe.transfers.createReversal(id))).message).toContain('already fully reversed');
    expect(await available(stripe)).toBe(100_000);

    await sandbox.control('settings', { automaticPayouts: true, asyncDelayMs: 60_000 });
    const gone = await stripe.transfers.create({ amount: 300, currency: 'usd', destination });
    expect((await errorOf(stripe.transfers.createReversal(gone.id))).code).toBe('balance_insufficient');
  });

  test('the switches change an account and refuse nonsense; the developers’ page lists payouts', async () => {
    const sandbox = await openSandbox();
    const destination = await onboard(sandbox);
    await fund(sandbox);
    await sandbox.stripe.transfers.create({ amount: 700, currency: 'usd', destination });
    await sandbox.control(`accounts/${destination}/outcome`, { outcome: 'rejected' });
    expect(statusOf(await sandbox.stripe.v2.core.accounts.retrieve(destination, { include }))).toBe(
      'rejected',
    );
    expect((await sandbox.control(`accounts/${destination}/outcome`, { outcome: 'great' })).status).toBe(400);
    expect((await sandbox.control('accounts/acct_none/outcome', { outcome: 'active' })).status).toBe(404);
    expect((await sandbox.control('fund', { amount: 0, currency: 'usd' })).status).toBe(400);
    expect((await sandbox.control('payouts/po_none/pay')).status).toBe(400);
    expect(await (await fetch(sandbox.url)).text()).toContain(destination);
  });
});
