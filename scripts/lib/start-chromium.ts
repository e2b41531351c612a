import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from './find-free-port.ts';
import { waitForHttp } from './wait-for-http.ts';

/** The Chromium that comes out of npm on Linux x64; elsewhere the system's, where there is one. */
export async function findChromium(): Promise<string | undefined> {
  if (process.platform === 'linux' && process.arch === 'x64') {
    const { default: chromium } = await import('@sparticuz/chromium');
    return chromium.executablePath();
  }
  return ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
}

/** A browser of its own, without a window, that is told what to do at `port`. */
export async function startChromium(): Promise<{ port: number; stop(): Promise<void> }> {
  const path = await findChromium();
  if (!path) throw new Error('There is no Chromium here.');
  const dir = mkdtempSync(join(tmpdir(), 'farthing-chromium-'));
  const port = await findFreePort(9_300);
  const child = spawn(
    path,
    [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-component-update'],
      ...['--disable-background-networking', `--user-data-dir=${dir}`, `--remote-debugging-port=${port}`],
      'about:blank',
    ],
    { stdio: 'ignore' },
  );
  await waitForHttp(`http://127.0.0.1:${port}/json/version`);
  return {
    port,
    stop: async () => {
      const exited = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await exited;
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
