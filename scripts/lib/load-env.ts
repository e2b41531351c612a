import { existsSync } from 'node:fs';

/** Reads `.env` as Next does, for scripts that run outside it. What the shell sets wins. */
export function loadEnv(): void {
  if (existsSync('.env')) process.loadEnvFile('.env');
}
