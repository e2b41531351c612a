import { startSandbox } from './server.ts';

/** Starts the sandbox from the environment (see `sandbox/README.md`) and stops it on SIGINT or SIGTERM. */
async function main(): Promise<void> {
  const { SANDBOX_PORT, SANDBOX_STATE, SANDBOX_WEBHOOK_URL, SANDBOX_WEBHOOK_SECRET, SANDBOX_PUBLIC_URL } =
    process.env;
  const port = Number(SANDBOX_PORT || 12111);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`SANDBOX_PORT is not a port: ${SANDBOX_PORT}`);
  const sandbox = await startSandbox({
    port,
    statePath: SANDBOX_STATE || '.data/sandbox/state.json',
    ...(SANDBOX_WEBHOOK_URL && { webhookUrl: SANDBOX_WEBHOOK_URL }),
    ...(SANDBOX_WEBHOOK_SECRET && { webhookSecret: SANDBOX_WEBHOOK_SECRET }),
    ...(SANDBOX_PUBLIC_URL && { publicUrl: SANDBOX_PUBLIC_URL }),
  });
  process.stdout.write(`Stripe sandbox on ${sandbox.url} (no real money)\n`);
  let closing = false;
  const shutDown = () => {
    if (closing) return;
    closing = true;
    sandbox.close().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', shutDown);
  process.on('SIGTERM', shutDown);
}

function fail(error: unknown): void {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    taken
      ? 'The port of the Stripe sandbox is taken. Stop what uses it, or set SANDBOX_PORT to another.\n'
      : `The Stripe sandbox stopped: ${message}\n`,
  );
  process.exit(1);
}

main().catch(fail);
