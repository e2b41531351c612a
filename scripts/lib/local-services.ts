import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CURRENCIES, CURRENCY_CODES } from '../../lib/core/currencies.ts';
import { LIMITS } from '../../lib/core/currency-limits.ts';
import { applyMigrations } from './apply-migrations.ts';
import { findFreePort } from './find-free-port.ts';
import { lockFolder } from './lock-folder.ts';
import { Processes, runProgram } from './processes.ts';
import { type RunningPostgres, startPostgres } from './start-postgres.ts';
import { waitForHttp } from './wait-for-http.ts';

export interface LocalServices {
  /** The environment that the app needs to find everything. */
  env: Record<string, string>;
  processes: Processes;
  stop(): Promise<void>;
}

interface Options {
  /** Where data lives: PostgreSQL, the sandbox's state, the secret. */
  dir: string;
  appPort: number;
  appEnv: 'demo' | 'development' | 'test';
  /** Called before each step, to show progress. */
  onStep: (sentence: string) => void;
  onExit: (name: string, code: number) => void;
  /** First ports to try. */
  postgresPort?: number;
  sandboxPort?: number;
  /** PostgreSQL that is already running, instead of an embedded one. */
  databaseUrl?: string;
}

/**
 * A demo is tried within the hour: an unlock can be taken back for five minutes instead of thirty, settles as
 * soon as the ledger allows after that, and can be paid out from one cent on. The rules are the same, and the
 * shell's own values count.
 */
function sooner(): Record<string, string> {
  const wanted = { REFUND_WINDOW_MINUTES: '5', SETTLEMENT_DELAY_MINUTES: '0', MIN_PAYOUT_CENTS: '1' };
  return Object.fromEntries(Object.entries(wanted).filter(([name]) => !process.env[name]));
}

const SERVER_CODE = ['--import=./scripts/lib/allow-server-only.mjs'];

/** Starts PostgreSQL and the sandbox (unless a real key is set), migrates and seeds; not the app. */
export async function startLocalServices(options: Options): Promise<LocalServices> {
  mkdirSync(options.dir, { recursive: true });
  const unlock = lockFolder(options.dir);
  const processes = new Processes();
  let postgres: RunningPostgres | undefined;
  const stop = async () => {
    await processes.stop();
    await postgres?.stop();
    unlock();
  };
  try {
    let url = options.databaseUrl;
    if (!url) {
      options.onStep('Starting PostgreSQL');
      postgres = await startPostgres({
        dir: join(options.dir, 'postgres'),
        port: options.postgresPort ?? 54320,
      });
      url = postgres.url;
    }
    options.onStep('Applying migrations');
    await applyMigrations(url);

    const env: Record<string, string> = {
      APP_ENV: options.appEnv,
      DATABASE_URL: url,
      NEXTAUTH_URL: `http://localhost:${options.appPort}`,
      NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || keepSecret(join(options.dir, 'secret')),
      LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
      NEXT_TELEMETRY_DISABLED: '1',
      MEDIA_DIR: process.env.MEDIA_DIR || join(options.dir, 'media'),
      ...(options.appEnv === 'demo' ? sooner() : {}),
    };
    // A test never meets the real Stripe, whatever the shell holds.
    if (options.appEnv === 'test' || !process.env.STRIPE_SECRET_KEY)
      Object.assign(env, await startSandbox(options, processes));

    options.onStep('Adding demo people and articles');
    const set = options.appEnv === 'test' ? ['--small'] : [];
    await runProgram('tsx', [...SERVER_CODE, 'prisma/seed.ts', ...set], { env, quiet: true });
    // Only where the sandbox stands in for Stripe: nobody's card is charged for a demo.
    if (options.appEnv === 'demo' && env.STRIPE_API_BASE) {
      options.onStep('Giving the town a year of readers');
      await runProgram('tsx', [...SERVER_CODE, 'scripts/simulate/main.ts', '--or-leave'], {
        env,
        quiet: true,
      });
    }
    return { env, processes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The web tier from the build in `distDir`, as `npm start` runs it. */
export function startWeb(
  services: LocalServices,
  { distDir, port }: { distDir: string; port: number },
  onExit: Options['onExit'],
): void {
  const env = { ...services.env, FARTHING_DIST_DIR: distDir, NODE_ENV: 'production' };
  services.processes.start(
    'the web server',
    'node',
    [...SERVER_CODE, 'scripts/serve.ts', '--hostname', '127.0.0.1', '--port', String(port)],
    { env, onExit },
  );
}

/** The background worker: jobs that nobody waits for. */
export function startWorker(services: LocalServices, onExit: Options['onExit']): void {
  services.processes.start('the worker', 'tsx', [...SERVER_CODE, 'scripts/worker.ts'], {
    env: services.env,
    onExit,
  });
}

async function startSandbox(options: Options, processes: Processes): Promise<Record<string, string>> {
  options.onStep('Starting the Stripe sandbox');
  const port = await findFreePort(options.sandboxPort ?? 12111);
  const url = `http://localhost:${port}`;
  const secret = 'whsec_farthing_sandbox';
  processes.start('the Stripe sandbox', 'tsx', ['sandbox/main.ts'], {
    env: {
      NODE_ENV: 'development',
      SANDBOX_PORT: String(port),
      SANDBOX_STATE: join(options.dir, 'sandbox', 'state.json'),
      SANDBOX_WEBHOOK_URL: `http://localhost:${options.appPort}/api/stripe/webhook`,
      SANDBOX_WEBHOOK_SECRET: secret,
      SANDBOX_PUBLIC_URL: url,
    },
    onExit: options.onExit,
  });
  await waitForHttp(url);
  await fundPlatform(url);
  return { STRIPE_SECRET_KEY: 'sk_test_sandbox', STRIPE_WEBHOOK_SECRET: secret, STRIPE_API_BASE: url };
}

/** Largest top-ups that the platform holds in reserve. */
const RESERVE = 900n;

/**
 * Sees to it that the platform can pay creators: card money of today is available at Stripe in two days only.
 * The same as an operator who keeps a reserve in Stripe's balance.
 */
async function fundPlatform(url: string): Promise<void> {
  const headers = { authorization: 'Bearer sk_test_sandbox' };
  const answer = await fetch(`${url}/v1/balance`, { headers });
  const { available } = (await answer.json()) as { available: { amount: number; currency: string }[] };
  for (const currency of CURRENCY_CODES) {
    const { maxTopUpMicros } = LIMITS[currency];
    const { minorMicros } = CURRENCIES[currency];
    const amount = Number((RESERVE * maxTopUpMicros) / minorMicros);
    const held = available.find((one) => one.currency === currency)?.amount ?? 0;
    if (held >= amount / 2) continue;
    const body = JSON.stringify({ amount, currency });
    const funded = await fetch(`${url}/_sandbox/fund`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    if (!funded.ok) throw new Error(`The sandbox could not be funded: ${await funded.text()}`);
  }
}

/** A secret made once, so that people stay signed in from one run to the next. */
function keepSecret(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}
