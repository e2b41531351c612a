import { afterEach, expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { refreshOwnAccount, renewOwnOnboarding } from '@/lib/rooms/payouts/own-onboarding';
import { getPayoutAccount } from '@/lib/rooms/payouts/queries';
import { refreshPayoutAccount } from '@/lib/rooms/payouts/refresh-payout-account';
import { refreshPayoutAccounts } from '@/lib/rooms/payouts/refresh-payout-accounts';
import { setPayoutsFrozen } from '@/lib/rooms/payouts/set-payouts-frozen';
import { startOnboarding } from '@/lib/rooms/payouts/start-onboarding';
import {
  clearFaults,
  control,
  deliver,
  makeCreator,
  onboard,
  planFault,
  sandbox,
  submitOnboarding,
} from './world';

afterEach(() => clearFaults());

const start = (creatorId: bigint, country = 'US') =>
  startOnboarding({ creatorId, country, entityType: 'individual' });
const accountOf = (creatorId: bigint) => db.payoutAccount.findUnique({ where: { creatorId } });
const madeFor = (creatorId: bigint) =>
  sandbox.state
    .all('v2.core.account')
    .filter(({ object }) => object.metadata?.creator_id === String(creatorId));

test('the account is made once, and each start gives a new link to it', async () => {
  const { creatorId } = await makeCreator();
  expect(await getPayoutAccount(creatorId)).toMatchObject({ status: 'not_started', isFrozen: false });
  const first = await start(creatorId);
  const second = await start(creatorId, 'KR');
  expect(second.url).not.toBe(first.url);
  expect(madeFor(creatorId)).toHaveLength(1);
  expect(madeFor(creatorId)[0]?.object).toMatchObject({
    contact_email: expect.stringContaining('@payouts.test'),
    dashboard: 'express',
    identity: { country: 'us', entity_type: 'individual' },
    defaults: { currency: 'usd', responsibilities: { losses_collector: 'application' } },
  });
  expect(await getPayoutAccount(creatorId)).toMatchObject({ status: 'requirements_due', country: 'us' });
});

test('twenty starts at once make one account', async () => {
  const { creatorId } = await makeCreator();
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => start(creatorId)));
  for (const result of results) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'busy' });
  }
  expect(results.some((result) => result.status === 'fulfilled')).toBe(true);
  expect(madeFor(creatorId)).toHaveLength(1);
});

test.each([
  ['an error before the work', { mode: 'error', when: 'before', times: 2 }],
  ['a cut line after the work', { mode: 'timeout', when: 'after', delayMs: 30, times: 3 }],
] as const)(
  'Stripe answers the creation with %s: the same start works later, with one account',
  async (_name, fault) => {
    const { creatorId } = await makeCreator();
    await planFault({ path: '/v2/core/accounts', method: 'POST', ...fault });
    await expect(start(creatorId)).rejects.toMatchObject({ code: 'payment_unavailable' });
    await clearFaults();
    await start(creatorId);
    expect(madeFor(creatorId)).toHaveLength(1);
  },
);

test('an error after the work leaves an empty account behind; the creator has one all the same', async () => {
  const { creatorId } = await makeCreator();
  await planFault({ path: '/v2/core/accounts', method: 'POST', mode: 'error', when: 'after', times: 1 });
  await expect(start(creatorId)).rejects.toMatchObject({ code: 'payment_unavailable' });
  await onboard(creatorId);
  const kept = await accountOf(creatorId);
  expect(madeFor(creatorId)).toHaveLength(2);
  expect(madeFor(creatorId).filter(({ object }) => object.id === kept?.accountRef)).toHaveLength(1);
  expect(kept?.status).toBe('verified');
});

test('wrong input is refused', async () => {
  const { creatorId } = await makeCreator();
  for (const country of ['', 'USA', 'u1']) {
    await expect(start(creatorId, country)).rejects.toMatchObject({ code: 'invalid_input' });
  }
  await expect(start(999_999n)).rejects.toMatchObject({ code: 'not_found' });
  expect(madeFor(creatorId)).toEqual([]);
});

test.each([
  ['active', 'verified', 0],
  ['restricted', 'requirements_due', 1],
  ['rejected', 'rejected', 0],
] as const)('an onboarding that ends %s is told by a thin event: %s', async (outcome, status, asked) => {
  const { creatorId } = await makeCreator();
  await onboard(creatorId, outcome);
  const account = await getPayoutAccount(creatorId);
  expect(account.status).toBe(status);
  expect(account.requirements).toHaveLength(asked);
  const notes = await db.webhookEvent.findMany({ where: { type: { contains: 'v2.core.account[' } } });
  expect(notes.every(({ processedAt, note }) => processedAt && note?.startsWith('acct_'))).toBe(true);
});

test('Stripe changes its mind later, and coming back asks without any webhook', async () => {
  const { creatorId, userId } = await makeCreator();
  const accountId = await onboard(creatorId, 'restricted');
  const renewed = await renewOwnOnboarding(userId);
  await submitOnboarding(String(renewed), 'active');
  expect(await refreshOwnAccount(userId)).toBe('verified');
  await control(`accounts/${accountId}/outcome`, { outcome: 'rejected' });
  await deliver();
  expect(await getPayoutAccount(creatorId)).toMatchObject({ status: 'rejected' });
});

test('the job finds out about accounts whose webhook was lost', async () => {
  const { creatorId } = await makeCreator();
  const { url } = await start(creatorId);
  await submitOnboarding(url, 'active');
  await refreshPayoutAccounts(new Date(Date.now() + 2 * 3_600_000));
  expect(await getPayoutAccount(creatorId)).toMatchObject({ status: 'verified' });
});

test('an answer older than what is written changes nothing; an unknown account is none of ours', async () => {
  const { creatorId } = await makeCreator();
  const accountId = await onboard(creatorId);
  await db.payoutAccount.update({
    where: { creatorId },
    data: { checkedAt: new Date(Date.now() + 60_000), status: 'rejected' },
  });
  expect(await refreshPayoutAccount(accountId)).toBe('rejected');
  expect(await refreshPayoutAccount('acct_of_somebody_else')).toBeNull();
});

test('an account that Stripe no longer knows is replaced by a new one', async () => {
  const { creatorId, userId } = await makeCreator();
  await start(creatorId);
  await db.payoutAccount.update({ where: { creatorId }, data: { accountRef: 'acct_of_other_keys' } });
  expect(await refreshOwnAccount(userId)).toBe('not_started');
  await start(creatorId);
  await db.payoutAccount.update({ where: { creatorId }, data: { accountRef: 'acct_of_other_keys' } });
  await onboard(creatorId);
  expect(await getPayoutAccount(creatorId)).toMatchObject({ status: 'verified' });
  expect(await renewOwnOnboarding(999_999n)).toBeNull();
});

test('an admin stops and allows payouts, with a trace', async () => {
  const { creatorId, userId } = await makeCreator();
  await setPayoutsFrozen({ creatorId, actorId: userId, reason: 'Under review' });
  expect(await getPayoutAccount(creatorId)).toMatchObject({ status: 'not_started', isFrozen: true });
  await onboard(creatorId);
  expect(await getPayoutAccount(creatorId)).toMatchObject({ status: 'verified', isFrozen: true });
  await setPayoutsFrozen({ creatorId, actorId: userId, reason: null });
  expect(await getPayoutAccount(creatorId)).toMatchObject({ isFrozen: false });
  await expect(setPayoutsFrozen({ creatorId, actorId: userId, reason: ' ' })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  const trace = await db.auditEntry.findMany({
    where: { subjectId: String(creatorId), subjectType: 'creator' },
  });
  expect(trace.map((entry) => entry.action)).toEqual(['freeze_payouts', 'unfreeze_payouts']);
});
