import Stripe from 'stripe';
import { afterEach, expect, test, vi } from 'vitest';
import { db } from '@/lib/core/db';
import { getPayoutAccount } from '@/lib/rooms/payouts/queries';
import { startOnboarding } from '@/lib/rooms/payouts/start-onboarding';
import { webhookUrl } from '../wallet/world';
import { clearFaults, deliver, makeCreator, planFault, sandbox, submitOnboarding } from './world';

afterEach(async () => {
  vi.unstubAllEnvs();
  await clearFaults();
});

const STATUS = 'v2.core.account[configuration.recipient].capability_status_updated';
const signer = new Stripe('sk_test_signer').webhooks;

/** A creator whom Stripe has just verified, and the notification of it that was not delivered yet. */
async function verifiedUnheard() {
  const creator = await makeCreator();
  const { url } = await startOnboarding({
    creatorId: creator.creatorId,
    country: 'KR',
    entityType: 'company',
  });
  await submitOnboarding(url, 'active');
  const event = sandbox.state
    .all('v2.core.event')
    .map(({ object }) => object)
    .findLast((one) => one.type === STATUS);
  if (!event) throw new Error('there is no event');
  const { data: _fetched, ...notification } = event;
  return { ...creator, eventId: event.id, body: JSON.stringify(notification) };
}

function post(payload: string, secret = 'whsec_farthing_sandbox', timestamp = Math.floor(Date.now() / 1000)) {
  const signature = signer.generateTestHeaderString({ payload, secret, timestamp });
  return fetch(webhookUrl, { method: 'POST', headers: { 'stripe-signature': signature }, body: payload });
}

test('a thin event that Stripe did not sign, or signed too long ago, is refused', async () => {
  const { creatorId, body, eventId } = await verifiedUnheard();
  const now = Math.floor(Date.now() / 1000);
  expect((await post(body, 'whsec_another')).status).toBe(400);
  expect((await post(body, undefined, now - 301)).status).toBe(400);
  expect((await post(body.replace(eventId, ''), undefined)).status).toBe(400);
  expect(await getPayoutAccount(creatorId)).toMatchObject({ status: 'requirements_due' });
  expect(await db.webhookEvent.findUnique({ where: { id: eventId } })).toBeNull();
  expect((await post(body)).status).toBe(200);
  expect(await getPayoutAccount(creatorId)).toMatchObject({ status: 'verified', country: 'kr' });
});

test('handled once; when Stripe cannot be read the answer is 500 and the next one works', async () => {
  const { creatorId, body, eventId } = await verifiedUnheard();
  await planFault({ path: '/v2/core/accounts/', method: 'GET', times: 2, status: 503 });
  expect((await post(body)).status).toBe(500);
  expect((await post(body)).status).toBe(200);
  expect((await post(body)).status).toBe(200);
  expect(await getPayoutAccount(creatorId)).toMatchObject({ status: 'verified' });
  expect(await db.webhookEvent.findUnique({ where: { id: eventId } })).toMatchObject({
    attempts: 2,
    type: STATUS,
    objectId: expect.stringMatching(/^acct_/),
    note: expect.stringContaining('is verified'),
  });
  await deliver();
});

test('each event destination has a secret of its own: any of those given will do', async () => {
  const { body } = await verifiedUnheard();
  vi.stubEnv('STRIPE_WEBHOOK_SECRET', 'whsec_first,whsec_second');
  vi.resetModules();
  const { verifyEvent } = await import('@/lib/ground/payments/stripe/verify-event');
  const snapshot = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'payout.paid',
    created: 1_770_000_000,
    account: 'acct_1',
    data: { object: { id: 'po_1' } },
  });
  for (const payload of [body, snapshot]) {
    const signed = (secret: string) => signer.generateTestHeaderString({ payload, secret });
    expect(verifyEvent(payload, signed('whsec_first'))).not.toBeNull();
    expect(verifyEvent(payload, signed('whsec_second'))).not.toBeNull();
    expect(verifyEvent(payload, signed('whsec_third'))).toBeNull();
    expect(verifyEvent(payload, null)).toBeNull();
  }
  expect(
    verifyEvent(snapshot, signer.generateTestHeaderString({ payload: snapshot, secret: 'whsec_second' })),
  ).toMatchObject({ id: 'evt_1', type: 'payout.paid', objectId: 'po_1', accountId: 'acct_1' });
});

test('an event about an account of nobody’s is answered and ignored', async () => {
  const { body } = await verifiedUnheard();
  const foreign = body.replaceAll(/acct_\w+/g, 'acct_foreign').replace(/evt_\w+/, 'evt_foreign');
  expect((await post(foreign)).status).toBe(200);
  expect(await db.webhookEvent.findUnique({ where: { id: 'evt_foreign' } })).toMatchObject({
    note: 'acct_foreign belongs to no creator.',
  });
  await deliver();
});
