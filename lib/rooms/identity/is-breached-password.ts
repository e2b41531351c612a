import { createHash } from 'node:crypto';
import { env } from '@/lib/core/env';
import { log } from '@/lib/core/log';

// A person waits for the answer.
const LONGEST_MS = 1_500;
const PREFIX = 5;

/**
 * Whether a password is in a list of stolen ones, asked of BREACHED_PASSWORDS_URL if the operator set it: the
 * first five characters of its SHA-1 go out, and the suffixes that come back are compared here. A service
 * that fails or is slow is logged, and counts as no.
 */
export async function isBreachedPassword(password: string): Promise<boolean> {
  const base = env.BREACHED_PASSWORDS_URL;
  if (!base) return false;
  const digest = createHash('sha1').update(password.normalize('NFKC')).digest('hex').toUpperCase();
  try {
    const answer = await fetch(`${base.replace(/\/*$/, '/')}${digest.slice(0, PREFIX)}`, {
      // Answers of one length for all, so that nobody on the way learns anything from it.
      headers: { 'add-padding': 'true', 'user-agent': 'Farthing' },
      redirect: 'error',
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    if (!answer.ok) throw new Error(`The list of stolen passwords answered ${answer.status}.`);
    return holds(await answer.text(), digest.slice(PREFIX));
  } catch (error) {
    log.warn({ err: error }, 'a password was not looked up among stolen ones');
    return false;
  }
}

/** Lines of `SUFFIX:COUNT`; those that only pad have the count 0. */
function holds(lines: string, suffix: string): boolean {
  return lines.split(/\r?\n/).some((line) => {
    const [found, count] = line.split(':');
    return found?.trim().toUpperCase() === suffix && Number(count) > 0;
  });
}
