import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { db } from '@/lib/core/db';
import { listBrokenLaws } from '../ledger/world';
import {
  balances,
  bankPayoutsOf,
  clearFaults,
  control,
  DOLLAR,
  deliver,
  endAtBank,
  makePayee,
  planFault,
  postingsOf,
  readPayout,
  request,
  transfersTo,
} from './world';

const AMOUNT = 20n * DOLLAR;
const CREATE = { path: '/v1/transfers', method: 'POST' };
const children = new Set<ChildProcess>();

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  await clearFaults();
});

/** A process of its own, with its own connections to the database and to Stripe. */
function startProcess(...args: string[]): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--conditions=react-server', '--import', 'tsx', join(import.meta.dirname, 'pay-process.ts'), ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  children.add(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'close');
}

/** Two workers at once, this many rounds of the worker later: a payout is claimed for the time of a round. */
async function resumeInTwoProcesses(rounds = 1): Promise<void> {
  const workers = [1, 2].map(() => startProcess('refresh', String(rounds)));
  const codes = await Promise.all(workers.map(async (worker) => (await once(worker, 'close'))[0]));
  expect(codes).toEqual([0, 0]);
}

test.each([
  // Stripe never does it, however often it is asked: the line is cut after a while, and until then the key is
  // in use.
  ['before Stripe did the work', { mode: 'timeout', when: 'before', delayMs: 2_000, times: 3 }, 0],
  [
    'when Stripe has made the transfer, before we wrote it down',
    { mode: 'slow', when: 'after', delayMs: 60_000, times: 1 },
    1,
  ],
] as const)(
  'the app is killed %s: two workers at once find out, and the money is sent once',
  async (_name, fault, made) => {
    const { creatorId, accountId } = await makePayee(AMOUNT);
    await planFault({ ...CREATE, ...fault });
    const app = startProcess('request', String(creatorId), randomUUID());
    // The row is there, its money in transit, and Stripe is at it.
    await expect.poll(() => db.payout.count({ where: { creatorId } }), { timeout: 20_000 }).toBe(1);
    if (made > 0) await expect.poll(() => transfersTo(accountId).length, { timeout: 20_000 }).toBe(made);
    await kill(app);
    const { id } = await db.payout.findFirstOrThrow({ where: { creatorId } });
    expect(await readPayout(id)).toMatchObject({ status: 'created', transferRef: null });
    expect(await balances(creatorId)).toEqual({ available: 0n, inTransit: AMOUNT });
    expect(transfersTo(accountId)).toHaveLength(made);
    await expect(request(creatorId)).rejects.toMatchObject({ code: 'payout_in_flight' });

    await clearFaults();
    // The first rounds may meet the killed request, which Stripe still has in hand: its key is in use.
    let rounds = 0;
    await expect
      .poll(
        async () => {
          rounds += 1;
          await resumeInTwoProcesses(rounds);
          return (await readPayout(id)).status;
        },
        { timeout: 25_000 },
      )
      .toBe('sent');
    expect(transfersTo(accountId)).toHaveLength(1);
    expect(await readPayout(id)).toMatchObject({
      status: 'sent',
      transferRef: transfersTo(accountId)[0]?.id,
    });
    await deliver();
    await endAtBank(accountId, 'pay');
    expect(await postingsOf(id)).toEqual([
      `payout_sent creator_available > creator_in_transit ${AMOUNT}`,
      `payout_paid creator_in_transit > card_clearing ${AMOUNT}`,
    ]);
    expect(await listBrokenLaws()).toEqual([]);
  },
  60_000,
);

test('two processes are asked for the same press, and for two presses, at once: one payout', async () => {
  const { creatorId, accountId } = await makePayee(AMOUNT);
  const key = randomUUID();
  const asked = [key, key, randomUUID()].map((one) => startProcess('request', String(creatorId), one));
  await Promise.all(asked.map((child) => once(child, 'close')));
  expect(await db.payout.count({ where: { creatorId } })).toBe(1);
  expect(transfersTo(accountId)).toHaveLength(1);
  expect(await balances(creatorId)).toEqual({ available: 0n, inTransit: AMOUNT });
  await control('deliver');
});

test('killed while it takes money back from Stripe: it is available again once', async () => {
  const { creatorId, accountId } = await makePayee(AMOUNT);
  const { payoutId } = await request(creatorId);
  await deliver();
  const { transferRef } = await readPayout(payoutId);
  // The bank refuses; what we ask of Stripe then is done, but nobody hears of it.
  await planFault({
    path: `/v1/transfers/${transferRef}/reversals`,
    method: 'POST',
    mode: 'slow',
    when: 'after',
    delayMs: 60_000,
    times: 1,
  });
  const bankPayout = String(bankPayoutsOf(accountId).at(-1)?.id);
  await control(`payouts/${bankPayout}/fail`);
  const app = startProcess('bank', bankPayout, accountId);
  await expect.poll(() => transfersTo(accountId)[0]?.reversed, { timeout: 20_000 }).toBe(true);
  await kill(app);
  expect(await readPayout(payoutId)).toMatchObject({ status: 'returning', returnedMicros: 0n });
  expect(await balances(creatorId)).toEqual({ available: 0n, inTransit: AMOUNT });
  await clearFaults();
  await resumeInTwoProcesses();
  expect(await readPayout(payoutId)).toMatchObject({ status: 'failed', returnedMicros: AMOUNT });
  expect(await balances(creatorId)).toEqual({ available: AMOUNT, inTransit: 0n });
  await deliver();
  expect(await balances(creatorId)).toEqual({ available: AMOUNT, inTransit: 0n });
});
