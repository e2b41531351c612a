import { createHash } from 'node:crypto';
import type { IdempotencyRecord } from '../records.ts';
import type { World } from '../world.ts';
import { ApiError } from './errors.ts';

const REMEMBERED_MS = 24 * 3600 * 1000;
const LONGEST_KEY = 255;

/** Recognises a repeated call by its raw body: the official client writes equal calls equally. */
export function fingerprintOf(method: string, path: string, body: string): string {
  return createHash('sha256').update(`${method} ${path}\n${body}`).digest('hex');
}

/** What was answered to this key in the last 24 hours; throws when the key was used for something else. */
export function findReplay(
  world: World,
  key: string,
  path: string,
  fingerprint: string,
): IdempotencyRecord | null {
  if (key.length > LONGEST_KEY) {
    throw idempotencyError(400, `Idempotency keys can be at most ${LONGEST_KEY} characters long.`);
  }
  const record = world.store.get('idempotency_key', key);
  if (!record || record.createdAt < world.nowMs() - REMEMBERED_MS) return null;
  if (record.path !== path) {
    const message =
      'Keys for idempotent requests can only be used for the same endpoint they were ' +
      `first used for ('${path}' vs '${record.path}'). Try using a key other than ` +
      `'${key}' if you meant to execute a different request.`;
    throw idempotencyError(400, message);
  }
  if (record.fingerprint !== fingerprint) {
    const message =
      'Keys for idempotent requests can only be used with the same parameters they were ' +
      `first used with. Try using a key other than '${key}' if you meant to execute a ` +
      'different request.';
    throw idempotencyError(400, message);
  }
  return record;
}

export function keyInUse(key: string): ApiError {
  const message =
    'There is currently another in-progress request using this Idempotent Key (that ' +
    'probably means you submitted twice, and the other request is still going through): ' +
    `${key}. Please try again later.`;
  return idempotencyError(409, message, 'idempotency_key_in_use');
}

/** Forgets keys that are past their day. Must run inside a transaction. */
export function forgetOldKeys(world: World): void {
  for (const record of world.store.all('idempotency_key')) {
    if (record.createdAt < world.nowMs() - REMEMBERED_MS) world.store.delete('idempotency_key', record.key);
  }
}

function idempotencyError(status: number, message: string, code?: string): ApiError {
  return new ApiError(
    status,
    { type: 'idempotency_error', message, ...(code && { code }) },
    { beforeExecution: true },
  );
}
