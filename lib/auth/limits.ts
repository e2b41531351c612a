import { db } from '../db';
import { limitSource } from '../http/client-address';
import { countAttempt, type RateLimitRule } from '../rate-limit';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Sign-ins by password that may fail: per account against guessing, per address against lists of stolen passwords. */
export function signInRules(email: string, address: string): RateLimitRule[] {
  return [
    { key: `sign-in:account:${email}`, limit: 10, windowSeconds: 15 * MINUTE },
    { key: `sign-in:address:${limitSource(address)}`, limit: 100, windowSeconds: 15 * MINUTE },
  ];
}

/** New accounts from one address. */
export function signUpRules(address: string): RateLimitRule[] {
  return [{ key: `sign-up:address:${limitSource(address)}`, limit: 60, windowSeconds: HOUR }];
}

/** Mails that anyone can cause us to send: few to one recipient, not too many from one address. */
export function mailRules(email: string, address: string): RateLimitRule[] {
  return [
    { key: `mail:recipient:${email}`, limit: 5, windowSeconds: HOUR },
    { key: `mail:address:${limitSource(address)}`, limit: 60, windowSeconds: HOUR },
  ];
}

/** Checks of the current password by someone who is already signed in. */
export function passwordCheckRules(userId: bigint): RateLimitRule[] {
  return [{ key: `password-check:user:${userId}`, limit: 10, windowSeconds: 15 * MINUTE }];
}

/** Codes of a second factor that may be wrong: of a million, three are right at any time. */
export function secondFactorRules(userId: bigint): RateLimitRule[] {
  return [
    { key: `second-factor:user:${userId}`, limit: 5, windowSeconds: 15 * MINUTE },
    { key: `second-factor-day:user:${userId}`, limit: 50, windowSeconds: 24 * HOUR },
  ];
}

/** Counts one attempt under every rule. Throws DomainError('too_many_requests') when one is over its limit. */
export async function countAttempts(rules: RateLimitRule[]): Promise<void> {
  for (const rule of rules) await countAttempt(rule);
}

/** Takes back the attempt just counted: it succeeded, and only failures wear a limit down. */
export async function forgiveAttempts(rules: RateLimitRule[]): Promise<void> {
  for (const { key } of rules) {
    await db.$executeRaw`
      UPDATE rate_limits SET count = count - 1
      WHERE key = ${key} AND count > 0
        AND window_start = (SELECT max(window_start) FROM rate_limits WHERE key = ${key})`;
  }
}
