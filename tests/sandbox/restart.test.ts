import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../sandbox/server.ts';
import {
  clientFor,
  customerWithCard,
  errorOf,
  offSession,
  openReceiver,
  openSandbox,
  pay,
  TOP_UP,
  until,
} from './helpers.ts';

function stateFile(): string {
  const dir = mkdtempSync(join(tmpdir(), 'sandbox-state-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return join(dir, 'nested', 'state.json');
}

test('after a restart everything is as it was: objects, order, idempotency keys, settings', async () => {
  const statePath = stateFile();
  const first = await startSandbox({ statePath });
  const before = clientFor(first.url);
  const { customer, method } = await customerWithCard(before);
  const intent = await before.paymentIntents.create(offSession(customer.id, method.id), {
    idempotencyKey: 'k',
  });
  await before.customers.create({ name: 'Second' });
  await fetch(`${first.url}/_sandbox/settings`, { method: 'POST', body: '{"copies":3}' });
  const transactions = await before.balanceTransactions.list();
  await first.close();

  const second = await openSandbox({ statePath });
  expect((await second.stripe.customers.list()).data.map((one) => one.name)).toEqual(['Second', null]);
  expect((await second.stripe.balanceTransactions.list()).data).toEqual(transactions.data);
  const replayed = await second.stripe.paymentIntents.create(offSession(customer.id, method.id), {
    idempotencyKey: 'k',
  });
  expect(replayed).toEqual(intent);
  expect((await second.stripe.charges.list()).data).toHaveLength(1);
  expect(await errorOf(second.stripe.customers.create({}, { idempotencyKey: 'k' }))).toMatchObject({
    statusCode: 400,
  });
  expect(await (await fetch(`${second.url}/_sandbox/settings`)).json()).toMatchObject({ copies: 3 });
});

test('what was not delivered before a restart is delivered after it', async () => {
  const statePath = stateFile();
  const app = await openReceiver();
  const first = await startSandbox({
    statePath,
    webhookUrl: 'http://127.0.0.1:9/webhook',
    retryDelaysMs: [20],
  });
  await clientFor(first.url).customers.create();
  await first.close();
  await openSandbox({ statePath, webhookUrl: app.url });
  await until(() => app.events.length === 1, 'the event');
});

test('a debit that was on its way, and a session past its end, are settled after a restart', async () => {
  const statePath = stateFile();
  const first = await openSandbox({ statePath });
  await first.control('settings', { asyncDelayMs: 50 });
  const session = await first.stripe.checkout.sessions.create(TOP_UP);
  const unpaid = await first.stripe.checkout.sessions.create(TOP_UP);
  await pay(first, session, { method: 'bank', account: '000123456789', holder: 'Ada Reader' });
  first.state.transaction(() => {
    const job = first.state.all('job').find((one) => one.target === unpaid.id);
    first.state.edit('job', String(job?.id), (row) => {
      row.runAt = Date.now() + 50;
    });
  });
  await first.close();
  await new Promise((resolve) => setTimeout(resolve, 60));
  const second = await openSandbox({ statePath });
  const statusOf = (id: string) => second.state.get('checkout.session', id)?.object;
  await until(() => statusOf(session.id)?.payment_status === 'paid', 'the debit');
  await until(() => statusOf(unpaid.id)?.status === 'expired', 'the end of the session');
});

test('a line that a crash cut off is ignored; all lines before it count', async () => {
  const statePath = stateFile();
  const first = await startSandbox({ statePath });
  await clientFor(first.url).customers.create({ name: 'Ada' });
  await first.close();
  appendFileSync(statePath, '[["customer","cus_half",{"object":{"id":"cus_ha');
  const second = await openSandbox({ statePath });
  expect((await second.stripe.customers.list()).data.map((one) => one.name)).toEqual(['Ada']);
  await second.stripe.customers.create({ name: 'Eve' });
  expect(readFileSync(statePath, 'utf8')).not.toContain('cus_half');
});

test('a state file that is not ours is refused, and left as it is', async () => {
  const statePath = join(mkdtempSync(join(tmpdir(), 'sandbox-state-')), 'state.json');
  writeFileSync(statePath, 'my precious notes\n');
  await expect(startSandbox({ statePath })).rejects.toThrow('is not a journal of the Stripe sandbox');
  expect(readFileSync(statePath, 'utf8')).toBe('my precious notes\n');
});

test('it does not start in production', async () => {
  const result = await runMain({ NODE_ENV: 'production' });
  expect(result.code).toBe(1);
  expect(result.stderr).toContain('does not start in production');
});

test('a taken port gets one clear sentence, and the state of the first sandbox stays whole', async () => {
  const statePath = stateFile();
  const first = await startSandbox({ statePath });
  const stripe = clientFor(first.url);
  await stripe.customers.create({ name: 'Before' });
  const result = await runMain({ SANDBOX_PORT: new URL(first.url).port, SANDBOX_STATE: statePath });
  expect(result.code).toBe(1);
  expect(result.stderr).toContain('The port of the Stripe sandbox is taken.');
  await stripe.customers.create({ name: 'After' });
  await first.close();
  const again = await openSandbox({ statePath });
  expect((await again.stripe.customers.list()).data.map((one) => one.name)).toEqual(['After', 'Before']);
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends it quickly, with the state kept', async (signal) => {
  const statePath = stateFile();
  const result = await runMain({ SANDBOX_PORT: '0', SANDBOX_STATE: statePath }, async (url, kill) => {
    const stripe = clientFor(url);
    await stripe.customers.create({ name: 'Ada' });
    kill(signal);
  });
  expect(result.code).toBe(0);
  const again = await openSandbox({ statePath });
  expect((await again.stripe.customers.list()).data.map((one) => one.name)).toEqual(['Ada']);
});

test('a kill without warning loses nothing that was answered', async () => {
  const statePath = stateFile();
  await runMain({ SANDBOX_PORT: '0', SANDBOX_STATE: statePath }, async (url, kill) => {
    const stripe = clientFor(url);
    for (const name of ['A', 'B', 'C']) await stripe.customers.create({ name });
    kill('SIGKILL');
  });
  const again = await openSandbox({ statePath });
  expect((await again.stripe.customers.list()).data.map((one) => one.name)).toEqual(['C', 'B', 'A']);
});

/** Runs `sandbox/main.ts` as its own process until it ends. */
async function runMain(
  env: Record<string, string>,
  whenUp?: (url: string, kill: (signal: NodeJS.Signals) => void) => Promise<void>,
): Promise<{ code: number | null; stderr: string }> {
  const main = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: { ...process.env, NODE_ENV: 'test', ...env },
  });
  let stderr = '';
  let stdout = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  if (whenUp) {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    const deadline = Date.now() + 15_000;
    while (!stdout.includes('http://') && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await whenUp(/http:\/\/[\d.:]+/.exec(stdout)?.[0] ?? '', (signal) => child.kill(signal));
  }
  return { code: await ended, stderr };
}
