import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { db, pool } from '@/lib/core/db';
import { balanceOf, makeReader, pay, readTopUp, topUp } from './world';

test('the worker finds a payment by itself and ends cleanly when it is told to', async () => {
  const { userId, walletId } = await makeReader();
  const { topUpId, url } = await topUp(userId);
  await pay(url);
  await db.topUp.update({ where: { id: topUpId }, data: { createdAt: new Date(Date.now() - 180_000) } });

  // As `npm run worker` starts it.
  const args = ['--import', 'tsx', '--import', './scripts/lib/allow-server-only.mjs', 'scripts/worker.ts'];
  const worker = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    let said = '';
    worker.stdout.on('data', (chunk) => {
      said += chunk;
    });
    await expect.poll(() => said, { timeout: 60_000 }).toContain('The worker runs.');
    await pool.query(`SELECT graphile_worker.add_job('refresh-top-ups')`);
    await expect.poll(async () => (await readTopUp(topUpId)).status, { timeout: 60_000 }).toBe('paid');
    expect(await balanceOf(walletId)).toBe(10_000_000n);
    worker.kill('SIGTERM');
    const [code, signal] = await once(worker, 'exit');
    expect({ code, signal }).toEqual({ code: 0, signal: null });
  } finally {
    worker.kill('SIGKILL');
  }
  // A second or two; starting a process can take long on a machine that has much else to do.
}, 150_000);
