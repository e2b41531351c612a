import { db } from '@/lib/core/db';
import { limitSource } from '@/lib/core/http/client-address';
import { countAttempt, type RateLimitRule } from '@/lib/core/rate-limit';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Where an attempt comes from. */
export interface Source {
  address: string;
  /** The browser's id if the account has signed in on it before (see device-cookie), else null. */
  device: string | null;
}

/**
 * Sign-ins by password that may fail. A browser that the account knows has a budget of its own, so that no
 * stranger can use it up; everyone else is counted by account and address together, by address (lists of
 * stolen passwords), and by account over all addresses. A password is thus guessed at most 300 times a day by
 * strangers, and 30 times by one address.
 */
export function signInRules(email: string, { address, device }: Source): RateLimitRule[] {
  const from = limitSource(address);
  if (device)
    return [
      { key: `sign-in:device:${device}:${email}`, limit: 10, windowSeconds: 15 * MINUTE },
      { key: `sign-in-day:device:${device}:${email}`, limit: 50, windowSeconds: DAY },
    ];
  return [
    { key: `sign-in:pair:${email}:${from}`, limit: 10, windowSeconds: 15 * MINUTE },
    { key: `sign-in-day:pair:${email}:${from}`, limit: 30, windowSeconds: DAY },
    { key: `sign-in:address:${from}`, limit: 100, windowSeconds: 15 * MINUTE },
    { key: `sign-in-day:account:${email}`, limit: 300, windowSeconds: DAY },
  ];
}

/** New accounts from one address. */
export function signUpRules(address: string): RateLimitRule[] {
  return [{ key: `sign-up:address:${limitSource(address)}`, limit: 60, windowSeconds: HOUR }];
}

/** Mails that anyone can cause: 24 a day for a recipient (8 per address), known browsers apart. */
export function mailRules(email: string, { address, device }: Source): RateLimitRule[] {
  const from = limitSource(address);
  if (device)
    return [
      { key: `mail:device:${device}:${email}`, limit: 5, windowSeconds: HOUR },
      { key: `mail-day:known:${email}`, limit: 24, windowSeconds: DAY },
    ];
  return [
    { key: `mail:pair:${email}:${from}`, limit: 5, windowSeconds: HOUR },
    { key: `mail-day:pair:${email}:${from}`, limit: 8, windowSeconds: DAY },
    { key: `mail:address:${from}`, limit: 60, windowSeconds: HOUR },
    { key: `mail-day:strangers:${email}`, limit: 24, windowSeconds: DAY },
  ];
}

/** Checks of the password by someone signed in, per session: holding one uses up no other's. */
export function passwordCheckRules(userId: bigint, sessionId: string): RateLimitRule[] {
  return [
    { key: `password-check:session:${sessionId}`, limit: 10, windowSeconds: 15 * MINUTE },
    { key: `password-check-day:user:${userId}`, limit: 100, windowSeconds: DAY },
  ];
}

/** Wrong codes of a second factor: three in a million are right. `known`: session or browser, or null. */
export function secondFactorRules(userId: bigint, known: string | null): RateLimitRule[] {
  const who = known ? 'known' : 'new';
  return [
    { key: `second-factor:user:${userId}:${known ?? who}`, limit: 5, windowSeconds: 15 * MINUTE },
    { key: `second-factor-day:user:${userId}:${who}`, limit: 50, windowSeconds: DAY },
  ];
}

/** Counts an attempt under every rule. Throws DomainError('too_many_requests') over any limit. */
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
