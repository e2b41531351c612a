import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { connectAlone } from '@/lib/core/db';
import { seedShop } from '../ledger/seed-shop';

const WALLETS = 24;
const ITEMS = 4_000;
const TERM_AFTER = 200;
let child: ChildProcess | undefined;
afterAll(() => child?.kill('SIGKILL'));

type Asked = { status: number; body: string } | { code: string | undefined };

function ask(port: number, agent: Agent, path: string): Promise<Asked> {
  return new Promise((resolve) => {
    const fail = ({ code }: NodeJS.ErrnoException) => resolve({ code });
    const asked = request({ host: '127.0.0.1', port, path, method: 'POST', agent }, (answer) => {
      let body = '';
      answer.on('data', (chunk) => {
        body += chunk;
      });
      answer.on('error', fail);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    asked.on('error', fail);
    asked.end();
  });
}

test('SIGTERM under load loses nothing: each unlock is answered, refused or not let in', async () => {
  const client = await connectAlone();
  await seedShop(client, WALLETS, ITEMS);
  child = spawn(
    process.execPath,
    ['--import=./scripts/lib/allow-server-only.mjs', join(import.meta.dirname, 'unlocking-server.ts')],
    {
      env: { ...process.env, LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const port = Number(String((await once(child.stdout as NodeJS.ReadableStream, 'data'))[0]));
  const exited = once(child, 'exit');
  const agent = new Agent({ keepAlive: true });
  const acknowledged: { walletId: number; itemId: number; unlockId: string }[] = [];
  const other: Asked[] = [];
  let told: number | undefined;

  async function shop(walletId: number): Promise<void> {
    for (let itemId = 1; itemId <= ITEMS; itemId += 1) {
      const answer = await ask(port, agent, `/${walletId}/${itemId}`);
      if ('status' in answer && answer.status === 200) {
        acknowledged.push({ walletId, itemId, unlockId: answer.body });
      } else {
        other.push(answer);
        // The door is shut.
        if ('code' in answer) return;
      }
      if (acknowledged.length >= TERM_AFTER && !told) {
        told = Date.now();
        child?.kill('SIGTERM');
      }
    }
  }
  await Promise.all(Array.from({ length: WALLETS }, (_, k) => shop(k + 1)));
  const ready = await ask(port, new Agent(), '/api/ready');
  expect(await exited).toEqual([0, null]);
  expect(Date.now() - (told ?? 0)).toBeLessThan(10_000);

  expect(other.map((one) => ('status' in one ? one.status : one.code))).toContain(503);
  expect(new Set(other.map((one) => ('status' in one ? one.status : one.code)))).toEqual(
    new Set([503, 'ECONNREFUSED']),
  );
  expect(ready).toEqual({ code: 'ECONNREFUSED' });
  const { rows } = await client.query<{ id: string; wallet: number; item: number }>(
    'SELECT id::text, wallet_id::int AS wallet, item_id::int AS item FROM unlocks',
  );
  const kept = new Map(rows.map(({ id, wallet, item }) => [`${wallet}/${item}`, id]));
  for (const { walletId, itemId, unlockId } of acknowledged)
    expect(kept.get(`${walletId}/${itemId}`)).toBe(unlockId);
  expect(kept.size).toBe(acknowledged.length);
  await client.end();
});
